"""The council's statutory returns but Annex A: the children in need census and the return of children looked after.

They know whole days alone, have no place for most outcomes, and stand one within another: an assessment within the
episode of need that a referral began. What they tell is taken out of the area's rows and put there as they tell it, so
that the truth is that of the returns; what they have no place for is not sent at all.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from xml.sax.saxutils import escape

import polars as pl

from conspectus.definitions.return_schema import codelists
from conspectus.example_area.recording import Record
from conspectus.example_area.register import Happening
from conspectus.example_area.when import When, on
from conspectus.terms import Agency, Precision

CENSUS, CARE = "cin-census", "ssda903"
HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>',
    "<Message>",
    "<Header><CollectionDetails><Collection>CIN</Collection><Year>2026</Year>"
    "<ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails>"
    "<Source><SourceLevel>L</SourceLevel><LEA>999</LEA></Source></Header>",
    "<Children>",
)
FOOT = ("</Children>", "</Message>")
OTHER = "8"  # "other": a referrer for whom the census has no code
SEXES = {"female": "F", "male": "M"}
CATEGORIES = {"physical": "PHY", "emotional": "EMO", "sexual": "SAB", "neglect": "NEG"}
JOINED = ("assessment_started", "child_in_need_plan", "strategy_discussion", "child_protection_plan")
SINCE_REFERRAL = timedelta(days=28)  # of a plan older than every referral we know of
CENSUS_LISTS = (
    "cin-referral", "cin-assessment", "cin-plan", "cin-section-47", "cin-protection-plan", "cin-review",
)  # fmt: skip
TABLES = {
    "header": ("CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB"),
    "episodes": (
        "CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC", "REASON_PLACE_CHANGE",
        "HOME_POST", "PL_POST", "URN",
    ),
    "reviews": ("CHILD", "DOB", "REVIEW", "REVIEW_CODE"),
}  # fmt: skip


Tables = dict[str, list[dict[str, str]]]  # rows by the name of their table


@dataclass(slots=True)
class Filled:
    """What a district's statutory returns hold: tables by name, how long each list is, and the rows told."""

    tables: dict[str, pl.DataFrame] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    told: list[Happening] = field(default_factory=list)


def fill(rows: Iterable[Happening], *, returns: tuple[str, ...], records: dict[str, Record]) -> Filled:
    """The returns of a district's rows, in order of time; `records` are the council's, by person_id."""
    by_person: dict[int, list[Happening]] = {}
    for row in _once(rows):
        by_person.setdefault(row.person.number, []).append(row)
    filled = Filled()
    if CENSUS in returns:
        _census(by_person.values(), records, filled)
    if CARE in returns:
        _looked_after(by_person.values(), records, filled)
    return filled


def _once(rows: Iterable[Happening]) -> Iterator[Happening]:
    """The rows that such a return can tell: of known days, open to all, and each day of a child's but once."""
    seen = set[tuple[int, str, date]]()
    for row in rows:
        day = (row.person.number, row.event, row.start.day)
        known = row.start.sure and (row.end is None or row.end.sure)
        if known and not row.restricted and day not in seen:
            seen.add(day)
            yield row


def _by_day(when: When) -> When:
    return on(when.day) if when.precision is Precision.TIME else when


# --- the children in need census --------------------------------------------------------------------


@dataclass(slots=True)
class Element:
    """An element of the census, with the rows that it tells by the key of their event."""

    name: str
    text: str = ""
    within: "list[Element]" = field(default_factory=list)
    tells: list[tuple[str, str, Happening]] = field(default_factory=list)  # list, key, row

    def add(self, name: str, text: str = "") -> "Element":
        """One more element within this one."""
        self.within.append(Element(name, text))
        return self.within[-1]

    def lines(self, above: int) -> Iterator[str]:
        """Its lines, of which `above` stand before; each row that it tells is named by where the element begins."""
        for one, key, row in self.tells:
            row.event_id = f"{one}-{above + 1}-{key}"
        if not self.within:
            yield f"<{self.name}>{escape(self.text)}</{self.name}>"
            return
        yield f"<{self.name}>"
        above += 1
        for element in self.within:
            for line in element.lines(above):
                yield line
                above += 1
        yield f"</{self.name}>"


@dataclass(slots=True)
class Need:
    """An episode of need while it is filled: the rows of each kind within it."""

    referral: Happening
    assessments: list[tuple[Happening, list[Happening]]] = field(default_factory=list)
    plans: list[Happening] = field(default_factory=list)
    enquiries: list[tuple[Happening, list[Happening]]] = field(default_factory=list)
    protection: list[tuple[Happening, list[Happening]]] = field(default_factory=list)


def _census(people: Iterable[list[Happening]], records: dict[str, Record], filled: Filled) -> None:
    lines: list[str] = []
    for rows in people:
        needs = _needs(rows, filled.told)
        for person_id in dict.fromkeys(need.referral.person_id for need in needs):
            own = [need for need in needs if need.referral.person_id == person_id]
            lines += _child(records[person_id], own).lines(len(HEAD) + len(lines))
    filled.tables["cin-census"] = pl.DataFrame({"line": lines}, schema={"line": pl.String})
    filled.lines |= dict.fromkeys(CENSUS_LISTS, len(lines))


def _needs(rows: list[Happening], told: list[Happening]) -> list[Need]:
    """A child's episodes of need, each begun by a referral, and what happened within them."""
    needs: list[Need] = []
    for row in rows:
        if row.event == "referral":
            needs.append(Need(row))
            kept: list[Happening] = [row]
        elif row.event in JOINED:
            kept = _joined(row, needs)
        else:
            kept = _follows(row, needs)
        for one in kept:
            _said(one)
        told += kept
    return needs


def _joined(row: Happening, needs: list[Need]) -> list[Happening]:
    """A row that stands in an episode of need; before the first one known, in one of its own."""
    if row.event == "strategy_discussion" and row.outcome != "section_47":
        return []
    began: list[Happening] = []
    if not needs:
        before = on(row.start.day - SINCE_REFERRAL)
        referral = Happening(Agency.COUNCIL, row.person, "referral", before)
        referral.sender, referral.person_id = row.sender, row.person_id
        needs.append(Need(referral))
        began.append(referral)
    need = needs[-1]
    row.person_id = need.referral.person_id
    if row.event == "child_in_need_plan":
        need.plans.append(row)
    else:
        of = {
            "assessment_started": need.assessments,
            "strategy_discussion": need.enquiries,
            "child_protection_plan": need.protection,
        }[row.event]
        of.append((row, []))
    return [*began, row]


def _follows(row: Happening, needs: list[Need]) -> list[Happening]:
    """A row that stands beside one before it: an assessment's end, an enquiry's conference, a plan's review."""
    for need in reversed(needs):
        of = {
            "assessment_completed": need.assessments,
            "initial_conference": need.enquiries,
            "review_conference": need.protection,
        }.get(row.event, [])
        for _, beside in reversed(of):
            if beside and row.event != "review_conference":
                break
            beside.append(row)
            row.person_id = need.referral.person_id
            return [row]
    return []


def _said(row: Happening) -> None:
    """The row as the census tells it."""
    row.listed = True
    row.start, row.end = _by_day(row.start), _by_day(row.end) if row.end else None
    if row.event == "child_protection_plan":
        row.outcome = row.outcome if row.outcome in CATEGORIES else ""
    elif row.event != "strategy_discussion":
        row.outcome = ""
    row.counterparty = row.counterparty if row.event == "referral" and _source(row) != OTHER else ""


def _source(row: Happening) -> str:
    known = codelists()["referral-source"].values
    return known[row.counterparty][0].upper() if row.counterparty in known else OTHER


def _child(record: Record, needs: list[Need]) -> Element:
    child = Element("Child")
    names = child.add("ChildIdentifiers")
    names.add("LAchildID", record.person_id)
    names.add("UPN", record.upn) if record.upn else names.add("UPNunknown", "UN1")
    if record.born:
        names.add("PersonBirthDate", record.born.isoformat())
    elif record.expected:
        names.add("ExpectedPersonBirthDate", record.expected.isoformat())
    names.add("Sex", SEXES.get(record.sex, "U"))
    child.add("ChildCharacteristics").add("Ethnicity", record.ethnicity or "NOBT")
    for need in needs:
        child.within.append(_details(need))
    return child


def _details(need: Need) -> Element:
    details = Element("CINdetails", tells=[("cin-referral", "referral", need.referral)])
    details.add("CINreferralDate", need.referral.start.day.isoformat())
    details.add("ReferralSource", _source(need.referral))
    for started, done in need.assessments:
        _pair(details, "Assessments", started, done, "cin-assessment")
    for plan in need.plans:
        at = details.add("CINPlanDates")
        at.tells.append(("cin-plan", "plan", plan))
        _span(at, plan, "CINPlanStartDate", "CINPlanEndDate")
    for strategy, conference in need.enquiries:
        _pair(details, "Section47", strategy, conference, "cin-section-47")
    details.add("ReferralNFA", "0")
    for plan, reviews in need.protection:
        _protection(details, plan, reviews)
    return details


PAIRS = {
    "cin-assessment": ("started", "AssessmentActualStartDate", "completed", "AssessmentAuthorisationDate"),
    "cin-section-47": ("strategy", "S47ActualStartDate", "conference", "DateOfInitialCPC"),
}


def _pair(details: Element, name: str, first: Happening, then: list[Happening], one: str) -> None:
    """An element with a date, and another that came of it."""
    at, (key, date_of, later_key, later) = details.add(name), PAIRS[one]
    at.tells.append((one, key, first))
    at.add(date_of, first.start.day.isoformat())
    for row in then:
        at.tells.append((one, later_key, row))
        at.add(later, row.start.day.isoformat())
    if one == "cin-section-47":
        at.add("ICPCnotRequired", "0")


def _span(at: Element, row: Happening, first: str, last: str) -> None:
    at.add(first, row.start.day.isoformat())
    if row.end is not None:
        at.add(last, row.end.day.isoformat())


def _protection(details: Element, plan: Happening, reviews: list[Happening]) -> None:
    at = details.add("ChildProtectionPlans")
    at.tells.append(("cin-protection-plan", "plan", plan))
    _span(at, plan, "CPPstartDate", "CPPendDate")
    category = CATEGORIES.get(plan.outcome, "MUL")
    at.add("InitialCategoryOfAbuse", category)
    at.add("LatestCategoryOfAbuse", category)
    at.add("NumberOfPreviousCPP", "0")
    if reviews:
        held = at.add("Reviews")
        for row in reviews:
            one = held.add("CPPreviewDate", row.start.day.isoformat())
            one.tells.append(("cin-review", "review", row))


# --- the return of children looked after -------------------------------------------------------------


def _looked_after(people: Iterable[list[Happening]], records: dict[str, Record], filled: Filled) -> None:
    made: Tables = {name: [] for name in TABLES}
    for rows in people:
        spells = [row for row in rows if row.event == "looked_after"]
        for spell in spells:
            record = records[spell.person_id]
            _spell(spell, rows, record, made, filled.told)
        for person_id in dict.fromkeys(spell.person_id for spell in spells):
            made["header"].append(_header(records[person_id]))
    for name, lines in made.items():
        filled.tables[name] = pl.DataFrame(lines, schema=dict.fromkeys(TABLES[name], pl.String))
        filled.lines[f"903-{name}"] = len(lines)


def _spell(
    spell: Happening, rows: list[Happening], record: Record, made: Tables, told: list[Happening]
) -> None:
    """One time in care: an episode for each placement, and what happened within it."""
    within = [row for row in rows if _lies_in(row, spell) and not row.listed]
    began, ended = spell.start.day, spell.end.day if spell.end else None
    moves = [row for row in within if row.event == "placement_started" and row.start.day > began]
    first = next((row for row in within if row.event == "placement_started" and row.start.day == began), None)
    first = first or _further(spell, "placement_started")
    starts = [began, *(row.start.day for row in moves)]
    for place, day in enumerate(starts):
        last = place == len(starts) - 1
        until = ended if last else starts[place + 1]
        reason = "" if until is None else "E8" if last else "X1"
        made["episodes"].append(_episode(record, day, until, "P" if place else "S", reason))
        line = len(made["episodes"]) + 1
        if not place:
            _tell(_further(spell, "legal_status_changed"), f"903-episodes-{line}-legal", record, told)
            _tell(spell, f"903-episodes-{line}-care", record, told)
        _tell(first if not place else moves[place - 1], f"903-episodes-{line}-placement", record, told)
    for row in within:
        if row.event == "looked_after_review":
            made["reviews"].append(_dated(record, REVIEW=_british(row.start.day), REVIEW_CODE="PN1"))
            _tell(row, f"903-reviews-{len(made['reviews']) + 1}-review", record, told)


def _lies_in(row: Happening, spell: Happening) -> bool:
    return row.start.day >= spell.start.day and (spell.end is None or row.start.day <= spell.end.day)


def _further(spell: Happening, event: str) -> Happening:
    """What the first episode tells beside that care began."""
    made = Happening(Agency.COUNCIL, spell.person, event, _by_day(spell.start))
    made.sender = spell.sender
    return made


def _tell(row: Happening, event_id: str, record: Record, told: list[Happening]) -> None:
    row.listed, row.event_id, row.person_id = True, event_id, record.person_id
    row.start, row.end = _by_day(row.start), _by_day(row.end) if row.end else None
    row.outcome = row.counterparty = ""
    told.append(row)


def _british(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _header(record: Record) -> dict[str, str]:
    return {
        "CHILD": record.person_id,
        "SEX": SEXES.get(record.sex, "U"),
        "DOB": _british(record.born or record.expected),
        "ETHNIC": record.ethnicity or "NOBT",
        "UPN": record.upn or "UN1",
        "MOTHER": "0",
    }


def _episode(record: Record, day: date, until: date | None, reason: str, ended: str) -> dict[str, str]:
    return {
        "CHILD": record.person_id, "DECOM": _british(day), "RNE": reason, "LS": "C2", "CIN": "N1", "PLACE": "U6",
        "PLACE_PROVIDER": "PR1", "DEC": _british(until), "REC": ended,
    }  # fmt: skip


def _dated(record: Record, **cells: str) -> dict[str, str]:
    return {"CHILD": record.person_id, "DOB": _british(record.born or record.expected), **cells}
