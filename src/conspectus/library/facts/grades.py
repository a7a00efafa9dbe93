"""The grades that a report gives, from its tables and its title."""

import re
from functools import cache

from conspectus.definitions import GradedMatter, ReportKind, report_wording
from conspectus.library.facts.cover import Cover

FINDINGS = re.compile(r"record of main findings", re.IGNORECASE)


def grades_of(kind: ReportKind | None, cover: Cover) -> dict[str, str]:
    """What was graded, in lower case, to its grade; empty for kinds that are not graded."""
    if kind is None:
        return {}
    found: dict[str, str] = {}
    table = _table(kind, cover)
    for matter in report_wording().graded:
        if kind.id in matter.kinds and matter.title not in found and _belongs(matter, table):
            grade = _grade(matter, table) or _grade(matter, cover.whole)
            if grade:
                found[matter.title] = grade
    return found


def _belongs(matter: GradedMatter, table: str) -> bool:
    """Whether a matter is one of this table's, by what else the table holds."""
    if matter.beside and not re.search(matter.beside, table, re.IGNORECASE):
        return False
    return not (matter.not_beside and re.search(matter.not_beside, table, re.IGNORECASE))


def _table(kind: ReportKind, cover: Cover) -> str:
    """Where the grades stand together: a record of main findings at the end, or the first two pages."""
    records = list(FINDINGS.finditer(cover.whole))
    return cover.whole[records[-1].start() :] if records else cover.front


def _grade(matter: GradedMatter, text: str) -> str | None:
    for words in matter.says:
        for pattern in _patterns(words):
            if found := pattern.search(text):
                return _canonical(found["grade"])
    return None


@cache
def _patterns(words: str) -> list[re.Pattern[str]]:
    """A matter with its grade after it; or within it, where a cell of two lines stands beside one of one."""
    grade = rf"(?P<grade>{_any_grade()})\b"
    whole = [re.compile(rf"{words}[\s:]*{grade}", re.IGNORECASE)]
    plain = words.split(" ")
    if not re.fullmatch(r"[\w', ]+", words):
        return whole
    broken = [
        re.compile(rf"{' '.join(plain[:cut])}\s+{grade}\s+{' '.join(plain[cut:])}\b", re.IGNORECASE)
        for cut in range(len(plain) - 1, 1, -1)
    ]
    return whole + broken


def _canonical(grade: str) -> str:
    return next(
        word
        for word, says in report_wording().grade.items()
        if any(re.fullmatch(one, grade, re.IGNORECASE) for one in says)
    )


@cache
def _any_grade() -> str:
    return "|".join(one for says in report_wording().grade.values() for one in says)
