"""A build after a build keeps child ids where membership is kept, and says what became of the rest."""

from pathlib import Path

from conspectus.records.casebook import Casebook, open_casebook
from tests.commands import conspectus
from tests.whole_way.conftest import Area


def test_a_build_with_a_previous_casebook(
    area: Area, ours: Casebook, truly: Casebook, tmp_path: Path
) -> None:
    path = tmp_path / "next.duckdb"
    decisions: list[str | Path] = ["--decisions", area.folder / "truth" / "links.csv"]
    conspectus("build", area.folder / "returns", "--out", path, "--previous", area.linked_by_us, *decisions)
    groups = """select string_agg(sender || '/' || person_id, ' ' order by sender, person_id) as held
    from links group by child_id"""
    with open_casebook(path) as book:
        [made] = book.rows("select previous_sha256 from build")
        assert made["previous_sha256"] == ours.content_hash
        assert sorted(map(str, book.rows(groups))) == sorted(map(str, truly.rows(groups)))
        kept = book.rows("select * from id_history where kind = 'kept'")
        assert kept and {row["child_id"] for row in kept} <= _ids(ours)
        told = {row["child_id"] for row in book.rows("select child_id from id_history") if row["child_id"]}
        assert told == _ids(book)
    assert truly.rows("select * from id_history") == []


def _ids(book: Casebook) -> set[str]:
    return {row["child_id"] for row in book.rows("select child_id from children")}
