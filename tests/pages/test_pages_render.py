"""Pages are whole, escaped, and loud about what a template lacks."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from conspectus.pages import Context, render
from conspectus.plain import day


@dataclass(frozen=True, kw_only=True)
class NamePage(Context, template="page.html.j2"):
    """Less than the template asks for."""

    name: str
    born: date


@dataclass(frozen=True, kw_only=True)
class WholePage(NamePage):
    """All that it asks for."""

    share: float


@dataclass(frozen=True, kw_only=True)
class TablePage(Context, template="table.html.j2"):
    """One status."""

    status: tuple[str, str, str]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A package with templates of its own."""
    room = tmp_path / "a_room_with_pages"
    (room / "templates").mkdir(parents=True)
    (room / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    page = '{% extends "base.html.j2" %}{% block title %}{{ name }}{% endblock %}{% block content %}<h1>{{ name }}</h1>'
    (room / "templates" / "page.html.j2").write_text(
        page + "{{ born | day }} {{ share | percent }}{% endblock %}"
    )
    table = (
        '{% import "macros.html.j2" as m %}{% call m.table("t", "Figures", ["Agency", ("Met", "number")]) %}'
    )
    (room / "templates" / "table.html.j2").write_text(
        table + "<tbody></tbody>{% endcall %}{{ m.status(*status) }}"
    )
    return room.name


def test_a_page_extends_the_base_escapes_and_loads_nothing(package: str) -> None:
    page = render(package, WholePage(name="<b>Ann & Bo</b>", born=date(2026, 5, 2), share=0.5))
    assert '<html lang="en-GB">' in page
    assert "<h1>&lt;b&gt;Ann &amp; Bo&lt;/b&gt;</h1>" in page
    assert "2 May 2026 50%" in page
    assert 'href="#main"' in page
    assert 'id="main"' in page
    assert "http://" not in page
    assert "https://" not in page
    assert "<script" not in page
    assert "@media print" in page


def test_a_missing_name_is_an_error_not_a_gap(package: str) -> None:
    with pytest.raises(UndefinedError):
        render(package, NamePage(name="Ann", born=date(2026, 5, 2)))


def test_a_table_has_caption_scopes_and_scrolls_within_itself(package: str) -> None:
    table = render(package, TablePage(status=("missed", "missed", "✗")))
    assert '<div class="scroll" role="region" aria-labelledby="t-caption" tabindex="0">' in table
    assert '<caption id="t-caption">Figures</caption>' in table
    assert '<th scope="col" class="number">Met</th>' in table
    assert "✗</span>missed</span>" in table


def test_days_are_written_as_people_write_them() -> None:
    assert day(date(2026, 5, 22)) == "22 May 2026"
