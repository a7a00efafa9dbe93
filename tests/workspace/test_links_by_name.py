"""No app's page leads by name to a page of a later app: imports cannot show that, so these tests look for the names."""

import ast
from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.template import Engine
from django.template.defaulttags import URLNode
from django.urls import URLPattern, URLResolver

import conspectus.workspace
from tests.template_names import read_by_django
from tests.workspace.test_templates import CONTEXTS, ours

ORDER = (
    "accounts", "audit", "inspections", "linking", "sampling", "reading", "evidence", "ratings", "judgments", "letters",
    "practice", "retention", "series", "search", "api", "config",
)  # fmt: skip
HOUSE = Path(conspectus.workspace.__path__[0])
# Who sends a reader to a page by its name, and which of its arguments is that name.
SENDERS = {"reverse": 0, "redirect": 0, "resolve_url": 0, "_at": 0, "done": 2, "_done": 2}
# The base of every page is config's, which knows all of them; the documentation is every page's help.
OF_CONFIG = "base.html"
EVERYBODYS = "help"


def names(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[str]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from names(one.url_patterns) if one.namespace is None else ()
        elif one.name:
            yield one.name


def apps_of_pages() -> dict[str, str]:
    """Whose each page is, by the name of its address."""
    found: dict[str, str] = {}
    for app in ORDER[:-1]:
        if find_spec(f"conspectus.workspace.{app}.urls"):
            urls = import_module(f"conspectus.workspace.{app}.urls").urlpatterns
            found |= dict.fromkeys(names(urls), app)
    return found


PAGES = apps_of_pages()


def too_late(app: str, named: Iterable[str]) -> set[str]:
    """Those of the names that belong to an app after `app`."""
    return {name for name in named if name in PAGES and ORDER.index(PAGES[name]) > ORDER.index(app)}


def named_by(engine: Engine, template: str) -> Iterator[str]:
    """The names of the pages to which a template leads, with all that it extends and includes."""
    for one in read_by_django(engine, template) - {OF_CONFIG}:
        for node in engine.get_template(one).nodelist.get_nodes_by_type(URLNode):
            assert isinstance(node, URLNode)
            yield str(node.view_name.var)


def named_in(source: str) -> Iterator[str]:
    """The names of the pages to which a module's code leads."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            place = SENDERS.get(node.func.id if isinstance(node.func, ast.Name) else node.func.attr)
            if place is not None and len(node.args) > place:
                yield from _texts(node.args[place])


def _texts(value: ast.expr) -> Iterator[str]:
    for one in ast.walk(value):
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield one.value


def test_every_app_with_pages_has_its_place_in_the_order() -> None:
    there = {path.parent.name for path in HOUSE.glob("*/urls.py")}
    assert there - {EVERYBODYS} <= set(ORDER)
    assert {"inspection", "cell", "letter", "practice_report", "account_login", "tokens"} <= set(PAGES)


@pytest.mark.parametrize("context", CONTEXTS)
def test_no_template_leads_to_a_later_app(context: str) -> None:
    app = context.partition(".")[0]
    if app != EVERYBODYS:
        assert too_late(app, named_by(ours(), CONTEXTS[context].template)) == set()


@pytest.mark.parametrize("app", ORDER)
def test_no_code_leads_to_a_later_app(app: str) -> None:
    for path in (HOUSE / app).rglob("*.py"):
        assert too_late(app, named_in(path.read_text(encoding="utf-8"))) == set(), path


def test_a_link_to_a_later_app_is_found(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("{% if 1 %}{% include 'part.html' %}{% endif %}{% url 'home' %}")
    (tmp_path / "part.html").write_text("{% for one in many %}{% url 'cell' 1 2 3 %}{% endfor %}")
    engine = Engine(dirs=[str(tmp_path)])
    assert too_late("evidence", named_by(engine, "page.html")) == {"cell"}
    assert too_late("ratings", named_by(engine, "page.html")) == set()
    code = "def send(one):\n    return redirect('letter' if one else 'piece', 1)\n"
    assert too_late("evidence", named_in(code)) == {"letter"}
    assert too_late("evidence", named_in("done(request, lambda: act(), 'ratings', 1)")) == {"ratings"}
