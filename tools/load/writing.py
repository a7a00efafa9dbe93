"""Write as many people at once, in a process of its own: `python -m tools.load.writing URL FILE`.

FILE holds the people as `tools.load.asking` takes them. Each puts one dissent after another on record, each with words
of its own, until standard input ends. Prints the words of each that the workspace said it had taken, a line each.
"""

import asyncio
import json
import re
import sys
from pathlib import Path

import aiohttp

PLACE = "/inspections/1/ratings/p1/police/"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
REST = 0.1  # seconds before a person whom nobody answers tries again


async def main(url: str, cookies: list[str]) -> None:
    """Until standard input ends."""
    ended = asyncio.create_task(asyncio.to_thread(sys.stdin.read))
    await asyncio.gather(*(_person(url, cookie, place, ended) for place, cookie in enumerate(cookies)))


async def _person(url: str, cookie: str, place: int, ended: "asyncio.Task[str]") -> None:
    """Print the words that one person was told are kept; what was not answered may be kept or not."""
    number = 0
    jar = aiohttp.CookieJar(unsafe=True)  # of a host that is a number too
    jar.update_cookies({"sessionid": cookie})
    async with aiohttp.ClientSession(url, cookie_jar=jar, timeout=aiohttp.ClientTimeout(60)) as client:
        token = ""
        while not ended.done():
            number += 1
            words = f"writer {place} dissent {number}"
            try:
                token = token or await _token(client)
                if await _written(client, token, words):
                    print(words, flush=True)
            except (aiohttp.ClientError, TimeoutError):  # killed while it answered, or not there yet
                await asyncio.sleep(REST)


async def _token(client: aiohttp.ClientSession) -> str:
    async with client.get(PLACE) as answer:
        found = TOKEN.search(await answer.text())
    if found is None:
        raise aiohttp.ClientPayloadError(f"no form, but {answer.status}")
    return found.group(1)


async def _written(client: aiohttp.ClientSession, token: str, words: str) -> bool:
    given = {"csrfmiddlewaretoken": token, "level": "good", "rationale": words}
    async with client.post(f"{PLACE}dissent/", data=given, allow_redirects=False) as answer:
        return answer.status == 302 and answer.headers["Location"] == PLACE


if __name__ == "__main__":
    people = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))["people"]
    inspecting = [cookie for part, cookie in people if part.split()[0] not in ("contact", "observer")]
    everybody = [inspecting[place % len(inspecting)] for place in range(len(people))]
    asyncio.run(main(sys.argv[1], everybody))
