"""Templates are laid out to be read, no line of them is long, and none of that layout reaches a browser."""

from pathlib import Path

import pytest
from django.template import engines

import conspectus.workspace
from conspectus.workspace.config.loading import squeezed

FOLDER = Path(conspectus.workspace.__path__[0]) / "templates"
LONGEST = 160  # letters of a line beside its indent


def test_no_line_is_too_long_to_be_read() -> None:
    long = [
        f"{path.relative_to(FOLDER)}:{number}"
        for path in FOLDER.rglob("*.html")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if len(line.strip()) > LONGEST
    ]
    assert long == []


@pytest.mark.parametrize(
    ("laid_out", "sent"),
    [
        ("<p>\n    Evidence\n</p>\n<p>of it</p>\n", "<p>Evidence</p><p>of it</p>"),
        ('<a\n    class="x"\n    href="y"\n>one</a>\n<a>two</a>', '<a class="x" href="y">one</a> <a>two</a>'),
        ('<button\n  class="x"\n  disabled\n>\n  one\n</button>', '<button class="x" disabled>one</button>'),
        ("one or\n    two", "one or two"),
        ("{% if a > b %}\n    <li>\n{% endif %}", "{% if a > b %}<li>{% endif %}"),
        ("<input>\n<button>\n    Find\n</button>\nall", "<input> <button>Find</button> all"),
        ('<td class="{% if a > b %}x{% endif %}">\n  one', '<td class="{% if a > b %}x{% endif %}">one'),
        ("<pre>one\n  two</pre>\n<p>", "<pre>one\n  two</pre><p>"),
        ("one  two", "one  two"),
    ],
)
def test_layout_leaves_no_trace_but_where_it_shows(laid_out: str, sent: str) -> None:
    assert squeezed(laid_out) == sent


def test_templates_of_the_workspace_are_loaded_so() -> None:
    template = engines["django"].get_template("inspections/children.html").template  # type: ignore[attr-defined]
    assert "\n" not in template.source
    assert "\n" in (FOLDER / "inspections" / "children.html").read_text(encoding="utf-8")
