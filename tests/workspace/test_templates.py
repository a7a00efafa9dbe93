"""Each template asks for what its context holds, and for nothing else; a slip in either fails here."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context as Given
from django.template import Engine, RequestContext, engines
from django.template.loader_tags import IncludeNode
from django.test import RequestFactory

import conspectus.workspace
from conspectus.pages import Context, names_of
from conspectus.workspace.config import middleware, refusing, urls
from tests.template_names import names_in_django, read_by_django
from tests.workspace.settings import UnknownNameError

EVERY_PAGE = (middleware, refusing, urls)
FOLDER = Path(conspectus.workspace.__path__[0]) / "templates"
# Given their names by Django, or by the library for signing in, as each says in its documentation.
OF_LIBRARIES = (
    "429.html",
    "account/login.html",
    "account/password_reset_help_text.html",
    "allauth/",
    "django/",
    "forms/field.html",
    "forms/form.html",
)


def every(of: type[Context] = Context) -> Iterator[type[Context]]:
    """Each context of the workspace that names a template."""
    for one in of.__subclasses__():
        if one.template and one.__module__.startswith("conspectus.workspace."):
            yield one
        yield from every(one)


CONTEXTS = {f"{one.__module__.removeprefix('conspectus.workspace.')}.{one.__name__}": one for one in every()}


def ours() -> Engine:
    found: Engine = engines["django"].engine  # type: ignore[attr-defined]
    return found


def everywhere() -> set[str]:
    """The names that every page has, whatever it is given."""
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    context = RequestContext(request)
    with context.bind_template(ours().from_string("")):
        return {str(name) for layer in context.dicts for name in layer}


def slips(of: type[Context], engine: Engine, shared: set[str]) -> dict[str, set[str]]:
    """Names that the template asks for and nobody gives, and names that are given for nothing."""
    asked, given = names_in_django(engine, of.template), set(names_of(of))
    found = {"nobody gives": asked - given - shared, "no template asks for": given - asked}
    return {what: names for what, names in found.items() if names}


@pytest.mark.parametrize("name", CONTEXTS)
def test_a_template_and_its_context_name_the_same(name: str) -> None:
    assert slips(CONTEXTS[name], ours(), everywhere()) == {}


@pytest.mark.parametrize("name", CONTEXTS)
def test_what_says_why_not_is_given_a_policy_s_answer(name: str) -> None:
    types = {field.name: str(field.type) for field in fields(CONTEXTS[name])}
    for template in read_by_django(ours(), CONTEXTS[name].template):
        for node in ours().get_template(template).nodelist.get_nodes_by_type(IncludeNode):
            assert isinstance(node, IncludeNode)
            if "answer" in node.extra_context:
                assert "Answer" in types[node.extra_context["answer"].token]


def test_every_template_is_some_context_s_or_read_by_one_that_is() -> None:
    held = set().union(*(read_by_django(ours(), one.template) for one in CONTEXTS.values()))
    there = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.html")}
    assert {one for one in there - held if not one.startswith(OF_LIBRARIES)} == set()


@dataclass(frozen=True, kw_only=True)
class SlipPage(Context, template="slip.html"):
    """What the templates below are tried with."""

    title: str
    lines: list[str]


SLIPS = {
    "{{ title }}{% for line in lines %}{{ line }}{{ forloop.counter }}{% endfor %}": {},
    "{{ titel }}{{ title }}{{ lines }}": {"nobody gives": {"titel"}},
    "{% if titel and lines %}{{ title }}{% endif %}": {"nobody gives": {"titel"}},
    "{% for line in lines %}{{ title }}{% endfor %}{{ line }}": {"nobody gives": {"line"}},
    '{% with sub=title %}{{ sub|default:titel }}{% include "part.html" %}{% endwith %}': {
        "nobody gives": {"titel"}
    },
    '{% include "part.html" with sub=title %}': {},
    '{{ title }}{% include "part.html" %}': {"nobody gives": {"sub"}},
    '{% include "part.html" with sub=title only %}{{ title }}{{ lines }}': {
        "nobody gives": {"lines of part.html"}
    },
    '{% extends "base.html" %}{% block says %}{{ lines }}{% endblock %}': {},
    '{% extends "base.html" %}{% block says %}{{ lines }}{{ block.super }}{% endblock %}': {
        "nobody gives": {"foot"}
    },
    "{{ lines }}": {"no template asks for": {"title"}},
    '{% extends "base.html" %}': {"nobody gives": {"foot"}, "no template asks for": {"lines"}},
}


@pytest.mark.parametrize("template", SLIPS)
def test_a_slip_in_a_name_is_found(tmp_path: Path, template: str) -> None:
    (tmp_path / "slip.html").write_text(template)
    (tmp_path / "part.html").write_text("{{ sub }}{{ lines }}")
    (tmp_path / "base.html").write_text("{{ title }}{% block says %}{{ foot }}{% endblock %}")
    assert slips(SlipPage, Engine(dirs=[str(tmp_path)]), set()) == SLIPS[template]


def test_a_slip_in_a_value_s_own_name_fails_whoever_renders_it() -> None:
    template = ours().from_string("{{ page.title }} {{ page.titel }}")
    page = SlipPage(title="Evidence", lines=[])
    with pytest.raises(UnknownNameError, match=r"page\.titel"):
        template.render(Given({"page": page}))


def test_a_context_is_made_whole_or_not_at_all() -> None:
    with pytest.raises(TypeError):
        SlipPage(title="Evidence")  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        SlipPage(title="Evidence", lines=[], member=None)  # type: ignore[call-arg]
