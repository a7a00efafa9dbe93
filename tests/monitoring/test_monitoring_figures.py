"""Figures files: counted right, written and read, signed, and caught where somebody changed them."""

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from conspectus.errors import FiguresError
from conspectus.monitoring import figures_of, published, read_figures, write_figures
from conspectus.monitoring.counting import counted as counted_in
from conspectus.monitoring.model import Figures, FiguresQuality
from conspectus.records.casebook import empty, open_casebook
from conspectus.records.engine import DuckDBEngine
from conspectus.signing import unsigned_hash
from conspectus.terms import Agency, Severity, Status
from tests.commands import conspectus, within
from tests.monitoring.monitoring_making import figures, head

LONDON = ZoneInfo("Europe/London")


@pytest.fixture(scope="module")
def counted(casebook: Path) -> Figures:
    with open_casebook(casebook) as book:
        return figures_of(book, duties=book.duties)


def test_counts_are_those_of_the_obligations_one_by_one(casebook: Path, counted: Figures) -> None:
    with open_casebook(casebook) as book:
        rows = book.rows("select duty, part, agency, status, due from obligations")
    slow: Counter[tuple[str, str, str, str, str]] = Counter()
    undated: Counter[tuple[str, str, str]] = Counter()
    for row in rows:
        key = (row["duty"], row["part"], row["agency"])
        if row["due"] is None:
            undated[key] += 1
            continue
        local = (row["due"] - timedelta(microseconds=1)).replace(tzinfo=UTC).astimezone(LONDON)
        slow[(*key, f"{local:%Y-%m}", row["status"])] += 1
    points, found = counted.points, Counter[tuple[str, str, str, str, str]]()
    for at, place in enumerate(points.series):
        head = counted.series[place]
        key = (head.duty, head.part, head.agency)
        for status in (status for status in Status if status != Status.MISSED):
            found[(*key, points.from_[at], status)] += getattr(points, status)[at]
        assert points.late is not None
        found[(*key, points.from_[at], "missed")] += points.n[at] - points.met[at] - points.late[at]
    assert +found == slow
    assert {(one.duty, one.part, one.agency): one.undated for one in counted.series if one.undated} == dict(
        undated
    )


INSERTED = """
insert into obligations (duty, part, agency, status, due) values ('d', 'respond', 'council', 'met', ?)
"""


def test_limits_around_every_end_of_a_month_belong_to_the_local_one() -> None:
    """Of winter and summer, a microsecond before midnight, at it and after it, by the clocks of both."""
    ends = [datetime(2025, month, 1) for month in range(1, 13)]
    hours = [timedelta(hours=hours, microseconds=more) for hours in (-2, -1, 0, 1) for more in (-1, 0, 1)]
    dues = [end + hour for end in ends for hour in hours]
    slow = Counter(
        f"{(due - timedelta(microseconds=1)).replace(tzinfo=UTC).astimezone(LONDON):%Y-%m}" for due in dues
    )
    with DuckDBEngine() as engine:
        engine.put("obligations", empty("obligations"))
        for due in dues:
            engine.run(INSERTED, [due])
        found = counted_in(engine)
    assert {f"{row['month']:%Y-%m}": row["met"] for row in found.iter_rows(named=True)} == dict(slow)


@pytest.mark.parametrize("restricted", [True, False])
def test_a_file_read_is_the_file_written(counted: Figures, tmp_path: Path, restricted: bool) -> None:
    told = counted if restricted else published(counted)
    write_figures(told, tmp_path / "figures.json")
    again = read_figures(tmp_path / "figures.json")
    assert again.model_copy(update={"sha256": ""}) == told
    assert again.restricted is restricted
    mode = (tmp_path / "figures.json").stat().st_mode & 0o077
    assert bool(mode) is not restricted  # the copy with small counts is for its owner alone


def test_what_is_published_has_no_small_count(counted: Figures) -> None:
    told = published(counted)
    for n, met in zip(told.points.n, told.points.met, strict=True):
        assert not 0 < met < 6 and not 0 < n - met < 6
    assert told.points.late is None and told.points.not_evaluated is None
    text = told.model_dump_json()
    assert "child_id" not in text and "C-" not in text


def test_commands_write_verify_sign_and_verify(casebook: Path, tmp_path: Path) -> None:
    path, keys = tmp_path / "figures.json", tmp_path / "keys"
    conspectus("figures", casebook, "--out", path, "--area", "E08000035")
    area = read_figures(path).area
    assert area is not None and area.region == "Yorkshire and The Humber"
    assert "unsigned" in conspectus("verify", path)
    conspectus("keys", "make", "northshire", "--out", keys)
    assert "Signed as northshire" in conspectus(
        "sign", path, "--as", "northshire", "--key", keys / "northshire.key"
    )
    assert "Signer not authenticated" in conspectus("verify", path, expect=1)
    assert "Everything holds." in conspectus("verify", path, "--keys", keys / "keys.toml")
    found = json.loads(conspectus("verify", path, "--keys", keys / "keys.toml", "--format", "json"))
    assert found["exit_code"] == 0 and found["figures"] == str(path)


def _changed(path: Path, change: dict[str, Any], *, rehash: bool) -> None:
    plain = json.loads(path.read_text(encoding="utf-8")) | change
    if rehash:
        plain["sha256"] = unsigned_hash(plain)
    path.write_text(json.dumps(plain), encoding="utf-8")


@pytest.mark.parametrize("rehash", [False, True])
def test_whoever_changes_a_signed_file_is_found_out(casebook: Path, tmp_path: Path, rehash: bool) -> None:
    path, keys = tmp_path / "figures.json", tmp_path / "keys"
    conspectus("figures", casebook, "--out", path)
    conspectus("keys", "make", "northshire", "--out", keys)
    conspectus("sign", path, "--as", "northshire", "--key", keys / "northshire.key")
    _changed(path, {"nation": "wales"}, rehash=rehash)
    said = conspectus("verify", path, "--keys", keys / "keys.toml", expect=1)
    assert ("hash" in said) and "It was not made with a key of northshire" in said
    if not rehash:
        with pytest.raises(FiguresError, match="changed after it was written"):
            read_figures(path)


def test_another_signers_key_does_not_pass(casebook: Path, tmp_path: Path) -> None:
    path, ours, theirs = tmp_path / "figures.json", tmp_path / "ours", tmp_path / "theirs"
    conspectus("figures", casebook, "--out", path)
    for keys in (ours, theirs):
        conspectus("keys", "make", "northshire", "--out", keys)
    conspectus("sign", path, "--as", "northshire", "--key", theirs / "northshire.key")
    assert "It was not made with a key" in conspectus("verify", path, "--keys", ours / "keys.toml", expect=1)


def test_a_published_file_with_a_small_count_does_not_hold_and_is_not_signed(tmp_path: Path) -> None:
    path = tmp_path / "figures.json"
    careless = published(figures([(8, 8), (9, 9)]))
    columns = careless.points.model_copy(update={"met": [8, 16]})
    write_figures(careless.model_copy(update={"points": columns}), path)
    assert "counts from one to five" in conspectus("verify", path, expect=1)
    conspectus("keys", "make", "northshire", "--out", tmp_path / "keys")
    key = tmp_path / "keys" / "northshire.key"
    assert "it does not hold" in within("sign", path, "--as", "northshire", "--key", key).err


@pytest.mark.parametrize(
    "content",
    [
        '{"kind": "conspectus-figures"}',
        '{"kind": "conspectus-figures", "kind": "conspectus-figures"}',
        "{",
        "",
    ],
)
def test_what_is_no_figures_file_is_unreadable(tmp_path: Path, content: str) -> None:
    path = tmp_path / "figures.json"
    path.write_text(content, encoding="utf-8")
    assert within("verify", path).code == 2
    assert within("areas", path).code == 2


def test_a_schema_is_strict(tmp_path: Path) -> None:
    path = tmp_path / "figures.json"
    write_figures(figures([(8, 8)]), path)
    _changed(path, {"child": "C-1"}, rehash=True)
    said = within("verify", path)
    assert said.code == 2 and "child" in said.out


def test_a_month_counted_twice_does_not_hold(tmp_path: Path) -> None:
    path = tmp_path / "figures.json"
    twice = figures([(8, 8), (9, 9)])
    columns = twice.points.model_copy(update={"from_": ["2023-01", "2023-01"], "to": ["2023-01", "2023-01"]})
    write_figures(twice.model_copy(update={"points": columns}), path)
    assert "counts a month twice" in conspectus("verify", path, expect=1)


def test_a_file_whose_counts_are_too_small_to_tell_is_read_as_well(tmp_path: Path) -> None:
    few = figures([(2, 1)], heads=[head(undated=3)]).model_copy(update={"children": 4})
    quality = FiguresQuality(agency=Agency.COUNCIL, rows_in=9, rows_set_aside=4, issues={Severity.ERROR: 2})
    told = published(few.model_copy(update={"quality": [quality]}))
    write_figures(told, tmp_path / "figures.json")
    again = read_figures(tmp_path / "figures.json")
    assert (again.children, again.series[0].undated, again.quality[0].rows_set_aside) == (None, None, None)
    assert again.quality[0].issues == {Severity.ERROR: None} and again.series[0].suppressed
    assert "Whatever could be checked holds." in conspectus("verify", tmp_path / "figures.json")
