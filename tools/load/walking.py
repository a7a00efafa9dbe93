"""Find every page by following links, as each kind of person would."""

import re
from collections import Counter, defaultdict
from urllib.parse import urljoin, urlsplit

import aiohttp
from django.urls import Resolver404, resolve

EACH = 6  # pages of one kind that are kept
TRIES = 24  # links of one kind that are followed: some lead elsewhere
LINK = re.compile(r'<a\s[^>]*href="([^"#]+)')

Kinds = dict[str, list[str]]


async def walk(client: aiohttp.ClientSession, children: list[str]) -> Kinds:
    """The addresses of pages by kind of page, an address's name being its kind; of these children, every page."""
    found: Kinds = defaultdict(list)
    waiting, met, tried = ["/"], {"/"}, Counter[str]()
    while waiting:
        path = waiting.pop(0)
        kind = kind_of(path)
        if kind is None or len(found[kind]) >= EACH or tried[kind] >= TRIES:
            continue
        tried[kind] += 1
        text = await page(client, path)
        if text is None:
            continue
        found[kind].append(path)
        new = [link for link in links(path, text) if link not in met]
        met |= set(new)
        waiting += new
    pages = {kind: paths for kind, paths in found.items() if paths}
    if "child" in pages:
        [first, *_] = pages["child"]
        pages["child"] = [urljoin(first, f"../{child}/") for child in children]
    return pages


async def page(client: aiohttp.ClientSession, path: str) -> str | None:
    """The text of a page; None where it is no page, but a download or a way elsewhere."""
    async with client.get(path, allow_redirects=False) as answer:
        if answer.status != 200 or answer.content_type != "text/html":
            return None
        return await answer.text()


def links(path: str, text: str) -> list[str]:
    """Where a page leads within the workspace."""
    there = (urljoin(path, link.replace("&amp;", "&")) for link in LINK.findall(text))
    return [link for link in dict.fromkeys(there) if link.startswith("/")]


def kind_of(path: str) -> str | None:
    """The name of an address; None where nothing answers there, or the sign-in library does."""
    try:
        name = resolve(urlsplit(path).path).view_name
    except Resolver404:
        return None
    return None if name.startswith(("account_", "mfa_")) else name
