"""People written by hand for tests: one line a record."""

from datetime import date

import polars as pl
from tests.records.linkage.linkage_made_up import PEOPLE, RELATIONSHIPS, senders, table

from conspectus.records.engine import DuckDBEngine, Engine
from conspectus.records.linkage import link

AGENCY = {"c": "council", "p": "police", "h": "health", "s": "education"}
Ref = tuple[str, str]


def person(
    ref: str, forename: str | None, surname: str | None, born: str | None, **more: object
) -> dict[str, object]:
    """`ref` is the agency's letter and a number; `born` is a day."""
    day = date.fromisoformat(born) if born else None
    return {
        "sender": AGENCY[ref[0]],
        "agency": AGENCY[ref[0]],
        "person_id": ref,
        "forename": forename,
        "surname": surname,
        "born_first": day,
        "born_last": day,
        **more,
    }


def relation(one: str, kind: str, other: str) -> dict[str, object]:
    """`one` is the `kind` of `other`."""
    return {"sender": AGENCY[one[0]], "person_id": one, "related_person_id": other, "relation": kind}


def linked(
    people: list[dict[str, object]] | pl.DataFrame,
    *,
    relationships: list[dict[str, object]] | pl.DataFrame | None = None,
    decisions: list[tuple[str, str, str]] | pl.DataFrame | None = None,
) -> Engine:
    """An engine after `link`; decisions are a table, or lines (one, decision, other)."""
    engine = DuckDBEngine()
    frame = people if isinstance(people, pl.DataFrame) else table(PEOPLE, people)
    bonds = (
        relationships
        if isinstance(relationships, pl.DataFrame)
        else table(RELATIONSHIPS, relationships or [])
    )
    engine.put("people", frame)
    engine.put("relationships", bonds)
    engine.put("senders", senders(frame))
    if decisions is None:
        link(engine)
        return engine
    if not isinstance(decisions, pl.DataFrame):
        decisions = decision_table([(as_ref(a), word, as_ref(b)) for a, word, b in decisions])
    engine.put("decided", decisions)
    link(engine, decisions="decided")
    return engine


def as_ref(ref: str) -> Ref:
    return AGENCY[ref[0]], ref


def decision_table(lines: list[tuple[Ref, str, Ref]]) -> pl.DataFrame:
    """Decisions as their file has them."""
    rows = [(*a, *b, word, "A Reviewer", "2026-04-20") for a, word, b in lines]
    names = ["sender_a", "person_id_a", "sender_b", "person_id_b", "decision", "by", "at"]
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")


def groups(engine: Engine) -> dict[Ref, str]:
    """The child_id of each record."""
    return {
        (sender, ref): child
        for sender, ref, child in engine.rows("select sender, person_id, child_id from links")
    }


def together(engine: Engine, *refs: str) -> bool:
    """Whether these records, written by hand, are one person."""
    found = groups(engine)
    return len({found[as_ref(ref)] for ref in refs}) == 1


def reason(engine: Engine, ref: str) -> str:
    """The reason of one link."""
    ((text,),) = engine.rows("select reason from links where person_id = ?", [ref])
    return str(text)
