"""Each template of the pages that stand alone asks for what its context holds, and for nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment
from tests.template_names import names_in_jinja

import conspectus
from conspectus.letter import page as letter
from conspectus.monitoring import areas_page, trend_page
from conspectus.pages import Context, names_of
from conspectus.pages.render import environment
from conspectus.pictures import area_page, child_page, coverage_page, history_page, returns_page, study_page

MODULES = (
    letter, areas_page, trend_page, area_page, child_page, coverage_page, history_page, returns_page, study_page,
)  # fmt: skip


def contexts() -> Iterator[type[Context]]:
    """Each context of a page that stands alone."""
    for module in MODULES:
        for one in vars(module).values():
            if isinstance(one, type) and issubclass(one, Context) and one.__module__ == module.__name__:
                yield one


CONTEXTS = {one.__name__: one for one in contexts()}


def slips(of: type[Context], found_in: Environment) -> dict[str, set[str]]:
    """Names that the template asks for and nobody gives, and names that are given for nothing."""
    asked, given = names_in_jinja(found_in, of.template), set(names_of(of))
    found = {"nobody gives": asked - given, "no template asks for": given - asked}
    return {what: names for what, names in found.items() if names}


@pytest.mark.parametrize("name", CONTEXTS)
def test_a_template_and_its_context_name_the_same(name: str) -> None:
    of = CONTEXTS[name]
    assert slips(of, environment(of.__module__.rpartition(".")[0])) == {}


def test_every_page_that_stands_alone_has_a_context() -> None:
    extending = {
        path.name
        for path in Path(conspectus.__path__[0]).rglob("*.html.j2")
        if path.read_text(encoding="utf-8").startswith("{% extends")
    }
    assert extending == {one.template for one in CONTEXTS.values()}


@dataclass(frozen=True, kw_only=True)
class SlipPage(Context, template="slip.html.j2"):
    """What the templates below are tried with."""

    title: str
    lines: list[str]


SLIPS = {
    "{{ title }}{% for line in lines %}{{ line }}{{ loop.index }}{% endfor %}": {},
    "{{ titel }}{{ title }}{{ lines }}": {"nobody gives": {"titel"}},
    "{% for line in lines %}{{ title }}{% endfor %}{{ line }}": {"nobody gives": {"line"}},
    '{% set sub = title %}{{ lines }}{% include "part.html.j2" %}': {},
    '{{ title }}{{ lines }}{% include "part.html.j2" %}': {"nobody gives": {"sub"}},
    "{{ lines }}": {"no template asks for": {"title"}},
}


@pytest.mark.parametrize("template", SLIPS)
def test_a_slip_in_a_name_is_found(template: str) -> None:
    texts = {"slip.html.j2": template, "part.html.j2": "{{ sub }}"}
    assert slips(SlipPage, Environment(loader=DictLoader(texts), autoescape=True)) == SLIPS[template]
