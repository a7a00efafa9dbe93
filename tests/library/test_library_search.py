"""Search finds words in every form, phrases and prefixes, filters, and reads nobody's words as code."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from conspectus.definitions import report_kinds
from conspectus.definitions.topics import topics
from conspectus.errors import LibraryError
from conspectus.library import Polarity, SpokenOf, places
from conspectus.library.places import place
from conspectus.library.search import By, Found, Piece, Step, Wanted, alike, can_compare, narrowed, search
from conspectus.library.store import LibraryFile, write
from tests.library.library_making import GOOD, C, E, council_only, joint, report, unreadable


@pytest.fixture
def library(tmp_path: Path) -> Iterator[LibraryFile]:
    write([joint(), unreadable(), council_only()], tmp_path / "library.db")
    with LibraryFile(tmp_path / "library.db") as held:
        yield held


def firsts(found: Found) -> list[str]:
    """The first two words of each sentence."""
    return [" ".join(hit.sentence.text.split()[:2]) for hit in found.hits]


@pytest.mark.parametrize(
    ("typed", "sentences"),
    [
        ("visited", {"Social workers"}),  # any form of a word
        ("POLICE officer", {"Police officers"}),  # every word
        ('"missing schools"', set()),  # a phrase stands together
        ('"missing children with schools"', {"Police officers"}),
        ("assess*", {"Too many"}),  # what begins so
        ("police -missing", {"The police", "Strategy meetings"}),
        ('police -"domestic abuse" -missing', {"Strategy meetings"}),
        ("another's pressures", {"Strategic leaders"}),
        ("nowhere", set()),
    ],
)
def test_words_are_found(library: LibraryFile, typed: str, sentences: set[str]) -> None:
    found = search(library, typed, words_only=True)
    assert set(firsts(found)) == sentences
    assert found.many == len(sentences)


@pytest.mark.parametrize(
    "typed",
    ["police OR", "text:police", "NEAR(police)", 'police"', "(police", "police'", "^police", "pol*ice?"],
)
def test_nothing_typed_is_read_as_the_engines_language(library: LibraryFile, typed: str) -> None:
    assert search(library, typed, words_only=True).many <= 3


@pytest.mark.parametrize("typed", ["-police", "—", '""', "*"])
def test_a_query_without_a_word_is_said_so(library: LibraryFile, typed: str) -> None:
    with pytest.raises(LibraryError, match="no word to look for"):
        search(library, typed)


@pytest.mark.parametrize(
    ("wanted", "sentences"),
    [
        (Wanted(agency=SpokenOf.POLICE), {"Police officers", "The police", "Strategy meetings"}),
        (Wanted(agency=SpokenOf.POLICE, polarity=Polarity.STRENGTH), {"Police officers"}),
        (
            Wanted(polarity=Polarity.STRENGTH, kind="jtai", agency=SpokenOf.COUNCIL),
            {"Social workers"},
        ),  # mixed
        (Wanted(polarity=Polarity.WEAKNESS, kind="jtai"), {"The police", "Social workers"}),
        (Wanted(theme="youth violence", polarity=Polarity.NEUTRAL), {"This letter"}),
        (Wanted(theme="neglect"), set()),
        (Wanted(since=2023, polarity=Polarity.WEAKNESS), {"The police", "Social workers"}),
        (Wanted(since=2030), set()),
        (Wanted(area="northshire", kind="ilacs_short"), set()),
        (Wanted(area="E06999999", agency=SpokenOf.HEALTH), {"Health visitors"}),
    ],
)
def test_filters_all_hold(library: LibraryFile, wanted: Wanted, sentences: set[str]) -> None:
    """Without words, as a person browses."""
    assert set(firsts(search(library, "", wanted))) == sentences


def test_words_and_filters_go_together(library: LibraryFile) -> None:
    assert firsts(search(library, "police", Wanted(polarity=Polarity.STRENGTH))) == ["Police officers"]
    assert search(library, "").many == 0  # nothing was asked


def test_a_filters_word_in_the_text_does_not_count(tmp_path: Path) -> None:
    write([report("one", (("A strength of the council.", (C,), Polarity.NEUTRAL),))], tmp_path / "one.db")
    with LibraryFile(tmp_path / "one.db") as held:
        assert search(held, "council strength").many == 1
        assert search(held, "council", Wanted(polarity=GOOD)).many == 0
        assert search(held, "neutral").many == 0


def test_each_kind_is_told_from_every_other(tmp_path: Path) -> None:
    made = [report(kind, ((f"About {kind}.", (C,), GOOD),), kind=kind) for kind in report_kinds()]
    write(made, tmp_path / "kinds.db")
    with LibraryFile(tmp_path / "kinds.db") as held:
        for kind in report_kinds():
            assert [hit.report.kind for hit in search(held, "about", Wanted(kind=kind)).hits] == [kind]


def test_an_area_is_found_by_any_of_its_names_and_not_by_anothers(tmp_path: Path) -> None:
    said = (("Plans are good.", (C,), GOOD),)
    hull = report("hull", said, area="Kingston upon Hull", area_code="E06000010")
    north = report("north", said, area="North Somerset", area_code="E06000024")
    write([hull, north], tmp_path / "areas.db")
    with LibraryFile(tmp_path / "areas.db") as held:
        for name in ("Hull", "hull", "Kingston upon Hull", "E06000010"):
            assert [hit.report.file for hit in search(held, "plan", Wanted(area=name)).hits] == ["hull.pdf"]
        with pytest.raises(LibraryError, match="no report of this area") as told:
            search(held, "plan", Wanted(area="Somerset"))
        assert "Did you mean North Somerset?" in str(told.value)


def test_an_unknown_kind_is_told_with_a_near_one(library: LibraryFile) -> None:
    with pytest.raises(LibraryError) as told:
        search(library, "police", Wanted(kind="jtia"))
    assert "Did you mean jtai?" in str(told.value)


def test_the_sentence_that_says_it_most_tellingly_comes_first(tmp_path: Path) -> None:
    long = "Officers and many other people in a good number of places think about missing children at times."
    said = ((long, (C,), GOOD), ("Missing children are found.", (C,), GOOD), ("Plans.", (C,), GOOD))
    write([report("one", said)], tmp_path / "one.db")
    with LibraryFile(tmp_path / "one.db") as held:
        assert firsts(search(held, "missing children")) == ["Missing children", "Officers and"]


def test_newest_first_without_words_and_page_by_page(library: LibraryFile) -> None:
    wanted = Wanted(agency=SpokenOf.COUNCIL)
    whole = search(library, "", wanted)
    assert [hit.report.published for hit in whole.hits] == [date(2024, 3, 14)] + 4 * [date(2022, 5, 19)]
    pages = [search(library, "", wanted, limit=2, start=start) for start in (0, 2, 4)]
    assert [hit for page in pages for hit in page.hits] == list(whole.hits)
    assert {page.many for page in pages} == {5}


def test_a_snippet_marks_what_was_looked_for(library: LibraryFile) -> None:
    [hit] = search(library, "schools missing").hits
    assert [piece.text for piece in hit.snippet if piece.found] == ["missing", "schools"]
    assert "".join(piece.text for piece in hit.snippet) == hit.sentence.text


def test_markup_in_a_report_stays_text(tmp_path: Path) -> None:
    write([report("one", (("A <b>bold</b> plan.", (C,), GOOD),))], tmp_path / "one.db")
    with LibraryFile(tmp_path / "one.db") as held:
        [hit] = search(held, "plan").hits
    assert hit.snippet == (Piece("A <b>bold</b> ", False), Piece("plan", True), Piece(".", False))


@pytest.mark.skipif(not can_compare(), reason="the extra meaning is not installed")
def test_practice_is_found_by_meaning_in_other_words(library: LibraryFile) -> None:
    found = alike(library, "Constables tell teachers when a pupil has run away.", Wanted(polarity=GOOD))
    assert firsts(found)[0] == "Police officers"
    assert found.hits[0].likeness == pytest.approx(max(hit.likeness or 0 for hit in found.hits))


@pytest.mark.skipif(not can_compare(), reason="the extra meaning is not installed")
def test_a_sentence_is_not_like_itself(library: LibraryFile) -> None:
    [police] = search(library, '"missing children with schools"').hits
    assert police.sentence.text not in [
        hit.sentence.text for hit in alike(library, police.sentence.text).hits
    ]


ASKED = "Constables tell teachers when a pupil has run away."


@pytest.mark.skipif(not can_compare(), reason="the extra meaning is not installed")
def test_meaning_follows_words_and_each_hit_says_which_found_it(library: LibraryFile) -> None:
    found = search(library, "schools know of children who went missing", Wanted(polarity=GOOD))
    by = {" ".join(hit.sentence.text.split()[:2]): hit.found_by for hit in found.hits}
    assert by["Police officers"] is By.WORDS and found.many == found.by_words + found.by_meaning


@pytest.mark.skipif(not can_compare(), reason="the extra meaning is not installed")
def test_meaning_finds_what_holds_none_of_the_words(tmp_path: Path) -> None:
    write([report("one", (("Midwives notice risks to pregnant women.", (C,), GOOD),))], tmp_path / "one.db")
    with LibraryFile(tmp_path / "one.db") as held:
        [hit] = search(held, "midwifery pregnancies").hits
        assert (hit.found_by, hit.snippet) == (By.MEANING, (Piece(hit.sentence.text, False),))
        assert 0.45 <= (hit.likeness or 0) <= 1
        for asked in ("midwifery pregnancies -women", '"midwifery" pregnancies', "midwifery pregnancies*"):
            assert not search(held, asked).hits, "who asks for very words, or bars one, is obeyed"
        assert not search(held, "midwifery pregnancies", words_only=True).hits


@pytest.mark.skipif(not can_compare(), reason="the extra meaning is not installed")
def test_what_a_library_keeps_is_where_sentences_lie(library: LibraryFile) -> None:
    """A byte for each dimension and the first of them instead of all: the nearest are those of the whole vectors."""
    texts = [row["text"] for row in library.rows("select text from sentences order by id")]
    exact = {text: float(place(text) @ place(ASKED)) for text in texts}
    found = alike(library, ASKED, limit=len(texts)).hits
    assert {hit.sentence.text: hit.likeness for hit in found} == pytest.approx(exact, abs=0.005)
    assert [hit.likeness for hit in found] == sorted((hit.likeness or 0 for hit in found), reverse=True)


@pytest.mark.skipif(not can_compare(), reason="the extra meaning is not installed")
def test_a_library_made_without_the_extra_is_searched_by_words_and_compared_when_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as without:
        without.setattr(places, "can_compare", lambda: False)
        write([joint()], tmp_path / "words.db")
    with LibraryFile(tmp_path / "words.db") as held:
        assert search(held, ASKED, Wanted(agency=E)).by_meaning == 0
        assert firsts(alike(held, ASKED, Wanted(polarity=GOOD)))[0] == "Police officers"


@pytest.mark.skipif(can_compare(), reason="the extra meaning is installed")
def test_without_the_extra_a_person_is_told_what_to_install(library: LibraryFile) -> None:
    with pytest.raises(LibraryError) as told:
        alike(library, "anything")
    assert "conspectus[meaning]" in str(told.value)


def test_where_no_sentence_holds_every_word_search_goes_on_and_says_so(library: LibraryFile) -> None:
    asked = {
        "police missing": (Step.SENTENCE, ["Police officers"]),
        "police officers health visitors": (Step.NEAR, ["Police officers", "Health visitors"]),
        # Of a question a few are not enough, and all but one of its words may do.
        "how do police officers work with health visitors?": (
            Step.MOST,
            ["Police officers", "Health visitors", "The police"],
        ),
        "strength visitors": (Step.NEAR, ["Health visitors"]),  # a heading holds the one word
        "assessments late somewhere": (Step.MOST, ["Too many"]),
        "assessments nowhere else pressures": (Step.ANY, ["Strategic leaders", "Too many"]),
    }
    for typed, (step, sentences) in asked.items():
        found = search(library, typed, words_only=True)
        assert (found.step, sorted(firsts(found))) == (step, sorted(sentences)), typed
        assert bool(found.relaxed) is (step is not Step.SENTENCE)
    nowhere = search(library, "nowhere else", words_only=True)
    assert nowhere.many == 0 and not nowhere.relaxed


def test_a_wider_search_still_leaves_out_what_must_not_be_there(library: LibraryFile) -> None:
    found = search(library, "assessments pressures -leaders", words_only=True)
    assert (found.step, firsts(found)) == (Step.ANY, ["Too many"])
    assert search(library, "assessments pressures", Wanted(agency=SpokenOf.POLICE), words_only=True).many == 0


def test_what_says_nearly_the_same_is_folded_and_counted(tmp_path: Path) -> None:
    said = "Officers share what they know about missing children with schools at once, {} day."
    made = [report(day, ((said.format(day), (C,), GOOD),)) for day in ("each", "every")]
    other = report("other", (("Missing children are seen by schools alone.", (C,), GOOD),))
    write([*made, other], tmp_path / "folded.db")
    with LibraryFile(tmp_path / "folded.db") as held:
        found = search(held, "missing schools")
    assert found.many == 3 and sorted(hit.repeats for hit in found.hits) == [0, 1]


def test_a_topic_narrows_by_its_words(library: LibraryFile) -> None:
    assert set(firsts(search(library, "", Wanted(topic="missing")))) == {"Police officers"}
    assert set(firsts(search(library, "police", Wanted(topic="domestic_abuse")))) == {"The police"}
    with pytest.raises(LibraryError, match="Did you mean missing"):
        search(library, "police", Wanted(topic="mising"))
    assert all(one.says and one.title for one in topics().values())


def test_reports_are_narrowed_to_the_sentences_that_pass(library: LibraryFile) -> None:
    passing = {one.file: len(one.sentences) for one in narrowed(library, Wanted(agency=SpokenOf.POLICE))}
    assert passing == {"2022-05-19-ilacs-northshire.pdf": 1, "2024-03-14-jtai-northshire.pdf": 2}
    assert sum(1 for _ in narrowed(library, Wanted())) == 3
