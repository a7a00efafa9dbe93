"""Names of months, plurals, joining and codes with their words apart have one place, `conspectus.plain`."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from conspectus import plain

ROOT = Path(__file__).resolve().parents[2]
HOME = "src/conspectus/plain.py"
FILES = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("src", "tools")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts
)
MONTHS = {name for language in plain.LOCALES for name in plain._months(language) if name != "May"}
# What writes as senders do, or reads what people type, has their months and not ours.
THEIRS = {"src/conspectus/example_area/written.py", "src/conspectus/workspace/inspections/forms.py"}

TEMPLATES = sorted(
    path.relative_to(ROOT).as_posix() for end in ("html", "j2") for path in (ROOT / "src").rglob(f"*.{end}")
)
WITHIN = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)  # what a template works out, and not what it says
OTHERS = re.compile(
    r"""\|\s*(?P<filter>date|time|timesince|timeuntil|pluralize|intcomma|apnumber|natural\w+|floatformat)\b
    | (?P<made>humanize | \bnow\s+" | \bstrftime\b | \bs["']\s+if\b | \breplace\(\s*["']_ | \bcut:"_)""",
    re.VERBOSE,
)
COUNTED = re.compile(r"\w\{%\s*if\s[^%]*%\}s\b")  # row{% if … %}s


def faults_of_a_template(text: str) -> Iterator[str]:
    """What one template writes for itself, each with its line."""
    found = [(one.start(), one.group()) for one in COUNTED.finditer(text)]
    for part in WITHIN.finditer(text):
        found += [(part.start() + one.start(), one.group()) for one in OTHERS.finditer(part.group())]
    found += [(one.start(), one.group()) for one in re.finditer(r"\w+", text) if one.group() in MONTHS]
    for at, written in sorted(found):
        line = text.count("\n", 0, at) + 1
        yield f"{line}: {written.strip()}: use a filter of conspectus.plain (day, moment, number, forms, counted)"


def faults(tree: ast.AST) -> Iterator[str]:
    """What one module writes for itself, each with its line."""
    for node in ast.walk(tree):
        if why := _fault(node):
            yield f"{getattr(node, 'lineno', 0)}: {why}"


def _fault(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return _month(node.value)
    if isinstance(node, ast.Call) and _apart(node):
        return "a code's words are taken apart: plain.words"
    if isinstance(node, ast.IfExp) and _plural(node):
        return "a form is chosen by a count: plain.number or plain.forms"
    if isinstance(node, ast.JoinedStr) and _joined(node):
        return "names are joined: plain.listed"
    return ""


def _month(text: str) -> str:
    named = text in MONTHS or "%B" in text or "%b" in text
    return "a month is named: plain.day or plain.month" if named else ""


def _apart(node: ast.Call) -> bool:
    given = [one.value for one in node.args if isinstance(one, ast.Constant)]
    return isinstance(node.func, ast.Attribute) and node.func.attr == "replace" and given == ["_", " "]


def _plural(node: ast.IfExp) -> bool:
    test = node.test
    if not (isinstance(test, ast.Compare) and ast.unparse(test.comparators[0]) == "1"):
        return False
    one, other = _words(node.body), _words(node.orelse)
    return {"s"} in (one, other) or any(
        {a, b} in FORMS or a == f"{b}s" or b == f"{a}s" for a in one for b in other
    )


FORMS = ({"is", "are"}, {"has", "have"}, {"was", "were"})


def _words(node: ast.AST) -> set[str]:
    """The words that are written out in an expression."""
    said = (one.value for one in ast.walk(node) if isinstance(one, ast.Constant))
    return {word.lower() for text in said if isinstance(text, str) for word in text.split()}


def _joined(node: ast.JoinedStr) -> bool:
    for before, after in zip(node.values, node.values[1:], strict=False):
        said = isinstance(before, ast.Constant) and str(before.value).endswith(" and ")
        if said and isinstance(after, ast.FormattedValue) and ast.unparse(after.value).endswith("[-1]"):
            return True
    return False


@pytest.mark.parametrize("name", [name for name in FILES if name != HOME])
def test_what_plain_has_is_written_nowhere_else(name: str) -> None:
    found = list(faults(ast.parse((ROOT / name).read_text(encoding="utf-8"))))
    if name in THEIRS:
        assert found and all("month" in one for one in found)
    else:
        assert found == []


@pytest.mark.parametrize(
    "written",
    [
        'MONTHS = ("January", "Chwefror")',
        'f"{day:%d %B %Y}"',
        'word.replace("_", " ")',
        "f\"{n} row{'' if n == 1 else 's'}\"",
        '"1 row" if n == 1 else f"{n} rows"',
        "f\"{', '.join(names[:-1])} and {names[-1]}\"",
    ],
)
def test_each_way_of_writing_it_again_is_seen(written: str) -> None:
    assert list(faults(ast.parse(written)))


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_writes_days_counts_and_plurals_by_plain_alone(name: str) -> None:
    assert list(faults_of_a_template((ROOT / name).read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "written",
    [
        '{{ one.at|date:"j F Y" }}',
        "{{ today | date:'c' }}",
        '{% now "Y" %}',
        "{{ n }} row{{ n|pluralize }}",
        "{{ n }} row{% if n != 1 %}s{% endif %}",
        "{{ n }} row{{ 's' if n != 1 }}",
        "{% load static humanize %}",
        "{{ n|intcomma }}",
        "{% if one.at|timesince %}late{% endif %}",
        "{{ code.replace('_', ' ') }}",
        '{{ code | replace("_", " ") }}',
        "<p>Since September.</p>",
    ],
)
def test_each_way_in_which_a_template_writes_it_again_is_seen(written: str) -> None:
    assert list(faults_of_a_template(written))


def test_what_a_template_says_in_words_is_not_taken_for_a_filter() -> None:
    assert not list(faults_of_a_template("<p>A date, and now: {{ one.at|day }} or {{ n|number:'row' }}</p>"))
