"""Of which nation an area is: `--nation`, else the returns, else the inspection beside them, else nobody knows."""

from pathlib import Path

import pytest

from conspectus.errors import ConspectusError
from conspectus.records.nation import decided, nation_of
from conspectus.terms import Nation
from tests.commands import Said, within

RETURNS = {"police/return.toml": "wales", "health/return.toml": None, "school/return.toml": "wales"}


@pytest.mark.parametrize("nation", Nation)
def test_the_option_wins_over_whatever_else_is_said(nation: Nation) -> None:
    assert decided(given=nation) is nation
    assert decided(given=nation, returns=RETURNS, inspection="scotland") is nation
    assert decided(given=nation, returns={"a": "england", "b": "wales"}, inspection="mercia") is nation


def test_then_the_returns_and_then_the_inspection() -> None:
    assert decided(given=None, returns=RETURNS, inspection="scotland") is Nation.WALES
    assert decided(given=None, returns={"police/return.toml": None}, inspection="scotland") is Nation.SCOTLAND
    assert decided(given=None, inspection="northern-ireland") is Nation.NORTHERN_IRELAND


@pytest.mark.parametrize(
    ("returns", "inspection", "says"),
    [
        ({}, None, "nobody says of which nation"),
        ({"police/return.toml": None}, None, "nobody says of which nation"),
        (RETURNS | {"trust/return.toml": "england"}, "wales", "wales in police.* and england in trust"),
        ({"police/return.toml": "mercia"}, "england", "police/return.toml: 'mercia' is no nation"),
        ({}, "Wales", "inspection/inspection.toml: 'Wales' is no nation"),
    ],
)
def test_otherwise_it_stays_open_and_the_option_is_named(
    returns: dict[str, str | None], inspection: str | None, says: str
) -> None:
    with pytest.raises(ConspectusError, match=says) as refused:
        decided(given=None, returns=returns, inspection=inspection)
    assert refused.value.exit_code == 2
    assert "--nation" in refused.value.todo and all(nation in refused.value.todo for nation in Nation)


def area(folder: Path, *, council: str = "", police: str = "", inspection: str = "") -> Path:
    """Two senders' folders and an inspection beside them, each with these words in its file."""
    texts = {"returns/council/return": council, "returns/police/return": police}
    for name, text in (texts | {"inspection/inspection": inspection}).items():
        path = folder / f"{name}.toml"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    return folder / "returns"


def senders(returns: Path) -> list[Path]:
    return sorted(returns.iterdir())


def test_it_is_read_from_the_files_that_say_it(tmp_path: Path) -> None:
    returns = area(
        tmp_path,
        council='nation = "wales"\n',
        police='agency = "police"\n',
        inspection='nation = "england"\n',
    )
    assert nation_of(senders(returns), given=None) is Nation.WALES
    assert nation_of(senders(returns), given=Nation.SCOTLAND) is Nation.SCOTLAND
    (returns / "council" / "return.toml").unlink()
    assert nation_of(senders(returns), given=None) is Nation.ENGLAND
    (tmp_path / "inspection" / "inspection.toml").write_text("nation = ", encoding="utf-8")
    with pytest.raises(ConspectusError, match="nobody says"):
        nation_of(senders(returns), given=None)


def built(area: Path, *more: str) -> Said:
    return within("build", area / "returns", "--out", area / "casebook.duckdb", *more)


def retold(path: Path, nation: str) -> None:
    """The file, saying another nation, or none."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("nation")]
    path.write_text("\n".join([nation, *lines]) + "\n", encoding="utf-8")


def test_a_build_goes_by_it_or_ends_before_it_begins(tmp_path: Path) -> None:
    assert within("example", tmp_path, "--children", "12", "--seed", "4", "--nation", "wales").code == 0
    toml = [
        *sorted((tmp_path / "returns").glob("*/return.toml")),
        tmp_path / "inspection" / "inspection.toml",
    ]
    assert all('nation = "wales"' in path.read_text(encoding="utf-8") for path in toml) and len(toml) == 8

    retold(toml[0], 'nation = "scotland"')
    differ = built(tmp_path)
    assert (
        differ.code == 2
        and "scotland in harbour-trust/return.toml" in differ.err
        and "--nation" in differ.err
    )

    for path in toml:
        retold(path, "")
    silent = built(tmp_path)
    assert silent.code == 2 and "--nation" in silent.err
    assert not (tmp_path / "casebook.duckdb").exists()

    asked = built(tmp_path, "--nation", "scotland")
    assert asked.code == 0 and "Scotland" in asked.out
    shown = within("show", tmp_path / "casebook.duckdb")
    assert "by the duties of Scotland" in " ".join(shown.out.split())


def test_where_the_inspection_says_another_the_build_tells_so(tmp_path: Path) -> None:
    assert within("example", tmp_path, "--children", "12", "--seed", "4").code == 0
    retold(tmp_path / "inspection" / "inspection.toml", 'nation = "wales"')
    done = built(tmp_path)
    assert done.code == 0 and "England" in done.out
    assert "inspection.toml says wales; the returns say england" in " ".join(done.err.split())
