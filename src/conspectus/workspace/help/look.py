"""Gives the documentation the look of the workspace's pages, and its links the workspace's addresses."""

from pathlib import Path
from typing import ClassVar
from xml.etree.ElementTree import Element

from django.urls import reverse
from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from conspectus.workspace.help.shelf import name_of


class Look(Extension):
    """Of the page at `path`, to which its links are relative."""

    def __init__(self, path: Path) -> None:
        """Remember where links begin."""
        super().__init__()
        self.path = path

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        """After every other, so that what they made is dressed, too."""
        md.treeprocessors.register(Dress(md, self.path), "look", -10)


class Dress(Treeprocessor):
    """Classes of GOV.UK Frontend, scrolling tables, addresses."""

    CLASSES: ClassVar[dict[str, str]] = {
        "h1": "govuk-heading-l", "h2": "govuk-heading-m", "h3": "govuk-heading-s", "p": "govuk-body",
        "ul": "govuk-list govuk-list--bullet", "ol": "govuk-list govuk-list--number", "a": "govuk-link",
        "table": "govuk-table", "tr": "govuk-table__row", "th": "govuk-table__header", "td": "govuk-table__cell",
        "details": "c-fold", "img": "c-whole",
    }  # fmt: skip

    def __init__(self, md: Markdown, path: Path) -> None:
        """Remember where links begin."""
        super().__init__(md)
        self.path = path

    def run(self, root: Element) -> None:
        """Dress everything."""
        for element in list(root.iter()):
            self._dress(element)
        names = _names_of_tables(root)
        for parent in list(root.iter()):
            for place, child in enumerate(list(parent)):
                if child.tag == "table":
                    parent[place] = _scrolling(child, names[child])

    def _dress(self, element: Element) -> None:
        if name := self.CLASSES.get(element.tag):
            element.set("class", f"{element.get('class', '')} {name}".strip())
        if "admonition" in element.get("class", ""):
            element.set("class", "govuk-inset-text")
        if "admonition-title" in element.get("class", ""):
            element.set("class", "govuk-body govuk-!-font-weight-bold")
        if href := element.get("href"):
            element.set("href", self._address(href))
        if source := element.get("src"):
            element.set("src", reverse("help_picture", args=[Path(source).name]))

    def _address(self, href: str) -> str:
        """Of another page of the documentation; anything else stays."""
        file, _, part = href.partition("#")
        if not file.endswith(".md"):
            return href
        name = name_of((self.path.parent / file).resolve())
        return f"{reverse('help_page', args=[name])}{f'#{part}' if part else ''}" if name else href


def _names_of_tables(root: Element) -> dict[Element, str]:
    """Each by its number and the heading above it: who moves by regions must tell them apart."""
    names: dict[Element, str] = {}
    heading = ""
    for element in root.iter():
        if element.tag in ("h1", "h2", "h3"):
            heading = "".join(element.itertext()).strip()
        elif element.tag == "table":
            names[element] = f"Table {len(names) + 1}: {heading}" if heading else f"Table {len(names) + 1}"
    return names


def _scrolling(table: Element, name: str) -> Element:
    """A wide table scrolls by itself; a head without a word in it is none, and is left out."""
    head = table.find("thead")
    if head is not None:
        if not any("".join(cell.itertext()).strip("\xa0 ") for cell in head.iter("th")):
            table.remove(head)
        for cell in head.iter("th"):
            cell.set("scope", "col")
            if not "".join(cell.itertext()).strip("\xa0 "):
                cell.tag = "td"
    box = Element("div", {"class": "c-scroll", "tabindex": "0", "role": "region", "aria-label": name})
    box.append(table)
    box.tail, table.tail = table.tail, None
    return box
