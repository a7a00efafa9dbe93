"""Ask as many people at once, in a process of its own: `python -m tools.load.asking URL FILE SECONDS`.

FILE holds the people, their part and their session's cookie, and the children whose pages are asked for. First each
person asks once in three seconds, then each again as soon as they are answered. Prints, as JSON for either way, the
seconds of every answer by kind of page, and what was answered that is no page; and last each part's pages.
"""

import asyncio
import json
import random
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

import aiohttp
import django

django.setup()

from tools.load.speed import PAUSE  # noqa: E402
from tools.load.walking import Kinds, walk  # noqa: E402

WARM = 15.0  # seconds that are asked and not counted: the first answers open casebooks and read the library

People = list[tuple[str, str]]


class Told:
    """What was answered, and how fast."""

    def __init__(self, begin: float) -> None:
        """Counts from `begin` on."""
        self.begin = begin
        self.seconds: dict[str, list[float]] = defaultdict(list)
        self.wrong: Counter[str] = Counter()

    def put(self, kind: str, status: int, asked: float) -> None:
        """One answer, to what was asked at that moment."""
        if asked < self.begin:
            return
        self.seconds[kind].append(time.perf_counter() - asked)
        if status != 200:
            self.wrong[f"{kind} {status}"] += 1


async def main(url: str, people: People, children: list[str], seconds: float) -> None:
    """Walk once for each part, then ask both ways."""
    pages = {part: await _walked(url, cookie, children) for part, cookie in dict(people).items()}
    told = [await _asked(url, people, pages, seconds, pause) for pause in (PAUSE, 0.0)]
    print(json.dumps([*told, pages]))


async def _walked(url: str, cookie: str, children: list[str]) -> Kinds:
    async with _client(url, cookie) as client:
        return await walk(client, children)


def _client(url: str, cookie: str) -> aiohttp.ClientSession:
    jar = aiohttp.CookieJar(unsafe=True)  # or it keeps none of an address in numbers, as a browser would
    return aiohttp.ClientSession(
        url, cookies={"sessionid": cookie}, cookie_jar=jar, timeout=aiohttp.ClientTimeout(60)
    )


async def _asked(
    url: str, people: People, pages: dict[str, Kinds], seconds: float, pause: float
) -> dict[str, object]:
    begin = time.perf_counter() + WARM
    told, end = Told(begin), begin + seconds
    everybody = (
        _person(_client(url, cookie), pages[part], told, end, pause, random.Random(place))
        for place, (part, cookie) in enumerate(people)
    )
    await asyncio.gather(*everybody)
    return {"seconds": told.seconds, "wrong": told.wrong, "took": time.perf_counter() - begin}


async def _person(
    client: aiohttp.ClientSession, pages: Kinds, told: Told, end: float, pause: float, chance: random.Random
) -> None:
    """One person: any kind of page they can reach, each as often as every other."""
    kinds = sorted(pages)
    async with client:
        await asyncio.sleep(chance.random() * pause)
        while (asked := time.perf_counter()) < end:
            kind = chance.choice(kinds)
            async with client.get(chance.choice(pages[kind]), allow_redirects=False) as answer:
                await answer.read()
            told.put(kind, answer.status, asked)
            if pause:
                await asyncio.sleep(max(0.0, asked + pause - time.perf_counter()))


if __name__ == "__main__":
    given = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    asyncio.run(
        main(sys.argv[1], [tuple(one) for one in given["people"]], given["children"], float(sys.argv[3]))
    )
