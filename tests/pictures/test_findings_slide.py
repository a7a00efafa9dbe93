"""What a search found as one slide: of 16 by 9, with all that was found counted, and no word read as markup."""

import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.commands import conspectus
from tests.library.library_making import council_only, joint, unreadable

from conspectus.library import Polarity, SpokenOf
from conspectus.library.search import Found, Wanted, alike, can_compare, in_words, search, tally, tally_of
from conspectus.library.store import LibraryFile, write
from conspectus.pictures import Asked, findings_slide


@pytest.fixture
def library(tmp_path: Path) -> Iterator[LibraryFile]:
    write([joint(), council_only(), unreadable()], tmp_path / "library.db")
    with LibraryFile(tmp_path / "library.db") as held:
        yield held


def size(png: bytes) -> tuple[int, int]:
    """Width and height, as the head of a PNG gives them."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    wide, high = struct.unpack(">II", png[16:24])
    return wide, high


def test_everything_that_was_found_is_counted_whatever_is_shown(library: LibraryFile) -> None:
    counted = tally(library, "police", words_only=True)
    assert search(library, "police", words_only=True, limit=1).many == counted.sentences == 3
    assert counted.agencies == {SpokenOf.POLICE: 3, SpokenOf.COUNCIL: 1, SpokenOf.EDUCATION: 1}
    assert list(counted.polarities.items()) == [(Polarity.WEAKNESS, 2), (Polarity.STRENGTH, 1)]
    assert counted.reports == 2 and counted.years == (2022, 2024)
    filters = tally(library, "", Wanted(kind="jtai"))
    assert filters.sentences == 6 and filters.years == (2024, 2024)
    assert tally(library, "nowhere", words_only=True).sentences == tally(library, "").sentences == 0


def test_hits_at_hand_are_counted_alike(library: LibraryFile) -> None:
    hits = search(library, "police", words_only=True).hits
    assert tally_of(hits) == tally(library, "police", words_only=True)


def test_filters_are_said_in_words() -> None:
    wanted = Wanted(SpokenOf.YOUTH_JUSTICE, Polarity.STRENGTH, "jtai", "neglect", "Barnet", 2019, "missing")
    assert in_words(wanted) == (
        "on youth justice", "strengths", "Joint targeted area inspection", "theme neglect",
        "Children who go missing", "Barnet", "since 2019",
    )  # fmt: skip
    assert in_words(Wanted()) == ()


def test_a_slide_is_of_16_by_9_and_the_same_again(library: LibraryFile) -> None:
    found, counted = search(library, "police", words_only=True), tally(library, "police", words_only=True)
    made = findings_slide(found, counted, Asked("police", ("since 2019",), 3), ".png")
    assert size(made) == (1920, 1080)
    assert made == findings_slide(found, counted, Asked("police", ("since 2019",), 3), ".png")
    assert made != findings_slide(found, counted, Asked("police", (), 3), ".png")


@pytest.mark.parametrize("query", ["#panic() *police* $x$ <b> & ]", "police " * 140, ""])
def test_no_word_is_read_as_markup_and_none_makes_a_second_page(library: LibraryFile, query: str) -> None:
    found, counted = search(library, "police", words_only=True), tally(library, "police", words_only=True)
    hits = tuple(
        hit._replace(sentence=hit.sentence.model_copy(update={"text": query * 3})) for hit in found.hits
    )
    made = findings_slide(found._replace(hits=hits), counted, Asked(query), ".svg").decode()
    title = made.partition("<title>")[2].partition("</title>")[0]
    assert title.endswith("3 sentences in 2 reports, 2022 to 2024.") and " <b> " not in title


def test_where_nothing_was_found_there_is_a_slide_too(library: LibraryFile) -> None:
    nothing = tally(library, "nowhere", words_only=True)
    assert b"0 sentences." in findings_slide(Found(0, ()), nothing, Asked("nowhere", (), 3), ".svg")


def test_a_search_is_written_as_a_slide_by_the_ending_of_the_file(
    library: LibraryFile, tmp_path: Path
) -> None:
    drawn, picture = tmp_path / "found.svg", tmp_path / "found.PNG"
    for file in (drawn, picture):
        conspectus("library", "search", library.path, "police", "--words-only", "--limit", "1", "--out", file)
    assert size(picture.read_bytes()) == (1920, 1080)
    assert "<title>What published reports say: police. 3 sentences in 2 reports" in drawn.read_text("utf-8")


@pytest.mark.skipif(not can_compare(), reason="the extra meaning is not installed")
def test_of_the_nearest_in_meaning_those_at_hand_are_counted(library: LibraryFile, tmp_path: Path) -> None:
    drawn = tmp_path / "found.svg"
    assert alike(library, "constables", limit=2).many > 2
    conspectus("library", "search", library.path, "constables", "--like", "--limit", "2", "--out", drawn)
    assert ": constables. 2 sentences" in drawn.read_text("utf-8")
