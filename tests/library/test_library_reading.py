"""A PDF becomes passages: headings, sentences, items and boxes whole, and page furniture gone."""

from pathlib import Path

import pytest

from conspectus.library import Passage, Place
from conspectus.library.reading import Reading, read_pdf
from tests.library.papers import LETTER, SEND, SINGLE, STANDARD, paper


@pytest.fixture(scope="module")
def letter(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    head = "Joint targeted area inspection of Leeds"
    body = LETTER.replace("=== Main", "#pagebreak()\n=== Main").replace("=== Next", "#pagebreak()\n=== Next")
    return read_pdf(paper(tmp_path_factory.mktemp("letter") / "a.pdf", body, head=head))


def texts(passages: tuple[Passage, ...], place: Place) -> list[str]:
    return [passage.text for passage in passages if passage.place is place]


def test_a_letters_head_signature_and_furniture_are_no_passages(letter: Reading) -> None:
    said = " ".join(passage.text for passage in letter.passages)
    assert "Ann Example" not in said
    assert "Dear Leeds" not in said
    assert "National Director" not in said
    assert said.count("Joint targeted area inspection of Leeds") == 1
    assert not any(passage.text.isdigit() for passage in letter.passages)


def test_abbreviations_and_decimals_end_no_sentence(letter: Reading) -> None:
    said = [passage.text for passage in letter.passages]
    assert (
        "They share what they know, e.g. about children who go missing, and No. 3 Office is efficient."
        in said
    )
    assert any(
        "more than 2.5 hours before somebody" in text and text.endswith("what to do.") for text in said
    )


def test_items_of_a_list_are_whole_and_know_their_heading(letter: Reading) -> None:
    items = [passage for passage in letter.passages if passage.place is Place.BULLET]
    improve = [passage for passage in items if passage.section.endswith("What needs to improve?")]
    assert [passage.text[:12] for passage in improve] == ["The length o", "Staffing in ", "This has bee"]
    assert improve[1].paragraph == improve[2].paragraph != improve[0].paragraph


def test_a_box_ends_where_the_text_goes_on(letter: Reading) -> None:
    assert texts(letter.passages, Place.BOX) == [
        "A health visitor noticed a bruise.",
        "She rang the same day.",
    ]
    assert "The council acts quickly." in texts(letter.passages, Place.SENTENCE)


@pytest.mark.parametrize("bullet", ["•", "▪", "◼", "–", "■"])
def test_every_years_bullets_are_known(tmp_path: Path, bullet: str) -> None:
    body = "== Strengths\n- First thing is well done.\n- Second thing is too.\n" + "Some more text. " * 20
    reading = read_pdf(paper(tmp_path / "b.pdf", body, bullet=bullet))
    assert texts(reading.passages, Place.BULLET) == ["First thing is well done.", "Second thing is too."]


def test_a_contents_page_and_a_footnotes_mark_are_left_out(tmp_path: Path) -> None:
    reading = read_pdf(paper(tmp_path / "c.pdf", SINGLE))
    headings = texts(reading.passages, Place.HEADING)
    assert "Review of the effectiveness of the Local Safeguarding Children Board" in headings
    assert "Contents" not in headings
    assert reading.passages[-1].text == "Made under section 152."


def test_the_cells_of_a_row_are_apart(tmp_path: Path) -> None:
    said = [passage.text for passage in read_pdf(paper(tmp_path / "f.pdf", SEND)).passages]
    assert "The partnership should shorten the waits for:" in said
    assert said.count("Surrey County Council and NHS Heartlands Integrated Care Board") == 2


def test_a_heading_that_gives_a_grade_is_a_finding_too(tmp_path: Path) -> None:
    passages = read_pdf(paper(tmp_path / "g.pdf", STANDARD)).passages
    graded = [one for one in passages if one.text.endswith("protection: good")]
    assert [one.place for one in graded] == [Place.HEADING, Place.SENTENCE]
    assert "What needs to improve?" not in graded[1].section


def test_a_page_set_larger_has_whole_items(tmp_path: Path) -> None:
    item = "Inspectors found that most of the children who live with carers are happy where they are. "
    body = "Text of the usual size stands here. " * 60
    body += "#pagebreak()\n== Summary for children\n#set text(size: 14pt)\n" + f"- {item * 2}\n- {item * 2}\n"
    reading = read_pdf(paper(tmp_path / "h.pdf", body))
    assert [piece.text for piece in reading.pieces if piece.marker] == [(item * 2).strip()] * 2


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = "Alpha agencies meet. " * 60
    right = "Omega officers listen. " * 60
    body = f"#columns(2)[{left} #colbreak() {right}]"
    said = [passage.text for passage in read_pdf(paper(tmp_path / "d.pdf", body)).passages]
    assert said == ["Alpha agencies meet."] * 60 + ["Omega officers listen."] * 60


def test_words_broken_at_a_lines_end_are_mended(tmp_path: Path) -> None:
    body = '#set page(width: 190pt, margin: 20pt, header: none, footer: none)\n#set text(hyphenate: true, lang: "en")\n'
    body += "Safeguarding arrangements improve understanding throughout neighbouring organisations. " * 12
    said = read_pdf(paper(tmp_path / "e.pdf", body)).passages
    assert {passage.text for passage in said} == {
        "Safeguarding arrangements improve understanding throughout neighbouring organisations."
    }


MARKED = """
#text(18pt)[Area SEND inspection of Surrey Local Area Partnership]

=== Main findings
Plans are late. Leaders know this and have begun to act on it, and families still wait for too long a time.
(Recommendation)

Information is at www.surrey.example.

County Hall, 1 High Street, Kingston KT1 2DN

Children say that they write to the team at help.\\@surrey.example and should get an answer soon.

Quality assurance manager: Pat Person
"""


def test_marks_addresses_and_names_of_inspectors_are_no_sentences(tmp_path: Path) -> None:
    read = read_pdf(paper(tmp_path / "x.pdf", MARKED))
    assert texts(read.passages, Place.SENTENCE)[-3:] == [
        "Plans are late.",
        "Leaders know this and have begun to act on it, and families still wait for too long a time.",
        "Children say that they write to the team at help.@surrey.example and should get an answer soon.",
    ]
