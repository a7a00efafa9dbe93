"""The log beside a letter: rows changed, removed, added or moved are named."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from conspectus.letter import Judged, Outcome, chain, publish, verify
from conspectus.letter.log import read_log
from tests.letter.conftest import Case
from tests.letter.test_letter_verify import copy

__all__ = ["copy"]  # the fixture
Lines = list[str]


def said(folder: Path) -> str:
    """What is said of a log that does not hold."""
    verdict = verify(folder)
    assert verdict.exit_code == 1
    [found] = [one for one in verdict.findings if one.outcome is Outcome.DOES_NOT_HOLD]
    assert found.check == "log"
    return found.says


def changed(lines: Lines) -> Lines:
    """A hash replaced in row 3."""
    row = json.loads(lines[2])
    return [*lines[:2], json.dumps(row | {"sha256": "0" * 64}), *lines[3:]]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (changed, "row 3 was changed"),
        (lambda lines: lines[:2] + lines[3:], "removed, added or moved before row 3"),
        (lambda lines: [lines[0], lines[0], *lines[1:]], "removed, added or moved before row 2"),
        (lambda lines: [lines[1], lines[0], *lines[2:]], "before row 1"),
        (lambda lines: lines[:-1], "last row is not the one"),
        (lambda lines: [], "last row is not the one"),
        (lambda lines: ["nonsense", *lines], "row 1 cannot be read"),
    ],
)
def test_a_meddled_log_is_named(copy: Path, change: Callable[[Lines], Lines], says: str) -> None:
    path = copy / "log.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("".join(f"{line}\n" for line in change(lines)), encoding="utf-8")
    assert says in said(copy)


def test_a_log_chained_anew_has_another_head(copy: Path) -> None:
    path = copy / "log.jsonl"
    rows = read_log(path.read_bytes())
    assert not isinstance(rows, str)
    again = chain([(row.what, row.id, row.sha256) for row in rows[:-2]])
    path.write_text("".join(row.model_dump_json() + "\n" for row in again), encoding="utf-8")
    assert "last row is not the one" in said(copy)


def test_rows_hold_ids_and_hashes_alone(copy: Path) -> None:
    text = (copy / "log.jsonl").read_text(encoding="utf-8")
    for secret in ("Secret", "inspector 1", "E-p1-police", "police/e1/p1", "child-7"):
        assert secret not in text


def test_a_workspaces_own_log_is_named_in_its_place(case: Case, tmp_path: Path) -> None:
    own = chain([("stage", "fieldwork", "1" * 64), ("stage", "signed", "2" * 64)])
    paths = publish(
        case.files,
        Judged(case.judged(), framework=case.files.framework),
        casebook=None,
        out=tmp_path,
        log=own,
    )
    assert json.loads(paths.letter.read_bytes())["log_head"] == own[-1].hash
    assert read_log(paths.log.read_bytes()) == own
    assert verify(paths.letter).exit_code == 0
