"""The letter in Word: headings and tables that a screen reader knows, from the public letter alone."""

import io

import docx

from conspectus.letter import Letter, Paths
from conspectus.letter.word import letter_word


def made(published: Paths) -> bytes:
    return letter_word(Letter.model_validate_json(published.letter.read_bytes()))


def test_it_is_made_from_the_public_letter_alone_and_comes_out_the_same(published: Paths) -> None:
    assert made(published) == published.word.read_bytes()


def test_headings_are_headings_in_order_and_the_table_repeats_its_first_row(published: Paths) -> None:
    document = docx.Document(io.BytesIO(made(published)))
    styles = [one.style.name for one in document.paragraphs if one.style is not None]
    assert styles[0] == "Title"
    levels = [int(str(name)[-1]) for name in styles if str(name).startswith("Heading")]
    assert set(levels) == {1, 2} and levels[0] == 1
    [table] = document.tables
    assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    assert document.core_properties.title == "Joint inspection of Northshire"
    assert document.core_properties.language == "en-GB"


def test_every_statement_stands_in_it(published: Paths) -> None:
    letter = Letter.model_validate_json(published.letter.read_bytes())
    text = "\n".join(one.text for one in docx.Document(io.BytesIO(made(published))).paragraphs)
    assert [one.id for one in letter.statements if f"[{one.id}]" not in text] == []


def test_what_people_wrote_is_never_markup(published: Paths) -> None:
    plain = Letter.model_validate_json(published.letter.read_bytes())
    area = "<w:p/> & “North”\tshire"
    odd = plain.model_copy(update={"inspection": plain.inspection.model_copy(update={"area": area})})
    title = docx.Document(io.BytesIO(letter_word(odd))).paragraphs[0].text
    assert title == f"Joint inspection of {area}"
