"""A source has editions, and to have read a number belongs to one of them."""

from datetime import date
from pathlib import Path

import pytest

from conspectus.definitions import duties, holding, load_duty
from conspectus.errors import DefinitionError
from conspectus.terms import Language, Nation, Standing
from conspectus.wording import edition_said, sentences, source_said
from tests.definitions.test_definition_errors import GOOD

FORCE = "in_force = [{ from = 2000-01-01 }]"
BEFORE, OVER = date(2026, 3, 18), date(2026, 3, 19)
TWO = """in_force = [
  { from = 2000-01-01, to = 2009-12-31, edition = "the first", confirmed = true },
  { from = 2010-01-01, edition = "the second", confirmed = false },
]"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "ours.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_what_stands_under_the_edition_of_2023_is_carried_over_since_the_next() -> None:
    found = [
        duty for duty in duties().values() if any("2023" in f.edition and f.confirmed for f in duty.in_force)
    ]
    guidance = [duty for duty in found if Nation.ENGLAND in duty.nations]
    assert {"referral-decision", "icpc-15-working-days", "assessment-45-working-days"} <= {
        d.id for d in guidance
    }
    for duty in guidance:
        read, carried = duty.in_force[-2:]
        assert (read.from_, read.to, read.confirmed) == (date(2023, 12, 15), BEFORE, True)
        assert (carried.from_, carried.to, carried.confirmed) == (OVER, None, False)
        assert (duty.confirmed_on(BEFORE), duty.confirmed_on(OVER)) == (True, False)
        assert edition_said(duty, BEFORE) == ""
        assert edition_said(duty, OVER) == edition_said(duty) == (
            "carried over from Working Together 2023, not yet checked against Working Together 2026"
        )  # fmt: skip
        assert duty.spells == ((duty.in_force[0].from_, None),), "the number holds through, so it is one time"


def test_what_nobody_read_is_said_so_and_what_was_read_says_nothing(tmp_path: Path) -> None:
    unread = load_duty(written(tmp_path, GOOD))
    assert (edition_said(unread), source_said(unread)) == ("not yet checked against its source",) * 2
    read = load_duty(written(tmp_path, GOOD.replace("confirmed = false", "confirmed = true")))
    assert (edition_said(read), source_said(read)) == ("", "source read")


def test_a_day_before_the_first_edition_and_one_after_the_last_have_the_nearest(tmp_path: Path) -> None:
    text = GOOD.replace("confirmed = false\n", "").replace(FORCE, TWO)
    duty = load_duty(written(tmp_path, text))
    editions = [
        f.edition if (f := duty.force_on(date(year, 1, 1))) else "" for year in (1990, 2005, 2010, 2030)
    ]
    assert editions == ["the first", "the first", "the second", "the second"]


def test_one_flag_beside_several_editions_is_of_each_that_says_none_itself(tmp_path: Path) -> None:
    silent = TWO.replace(", confirmed = true", "")
    duty = load_duty(
        written(tmp_path, GOOD.replace("confirmed = false", "confirmed = true").replace(FORCE, silent))
    )
    assert [force.confirmed for force in duty.in_force] == [True, False]


def test_an_act_that_nobody_commenced_is_held_and_never_on() -> None:
    waiting = [duty for duty in duties().values() if duty.commencement == "open"]
    assert {duty.id for duty in waiting} == {"disclose-relevant-information", "consistent-identifier-used"}
    for duty in waiting:
        assert not duty.in_force and duty.standing is Standing.STATUTE and "2026" in duty.source
        assert not duty.confirmed_on(date(2030, 1, 1)) and duty.force_on(date(2030, 1, 1)) is None
        assert edition_said(duty) == "not in force: no day of commencement is known"
    for nation in Nation:
        assert not set(map(id, waiting)) & set(map(id, holding(duties().values(), nation)))


def test_a_day_of_commencement_and_none_are_not_both_said(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match='leave it empty while commencement is "open"'):
        load_duty(written(tmp_path, GOOD + 'commencement = "open"\n'))


def test_every_language_says_it_with_the_same_blanks() -> None:
    english, welsh = (dict(sentences("editions", one).items()) for one in Language)
    assert set(english) == set(welsh) and all(english[key] != welsh[key] for key in english)
    carried = next(duty for duty in duties().values() if edition_said(duty).startswith("carried"))
    assert "Working Together 2023" in edition_said(carried, None, Language.WELSH)


@pytest.mark.parametrize("key", ["every", "ahead"])
def test_school_days_are_counted_after_a_trigger_alone(tmp_path: Path, key: str) -> None:
    base = duties()["looked-after-visit" if key == "every" else "review-report-5-working-days"]
    folder = Path(__file__).parents[2] / "src" / "conspectus" / "definitions" / "duties"
    text = (folder / f"{base.id}.toml").read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith(key))
    span = "{ school_days = 5 }"
    path = tmp_path / f"{base.id}.toml"
    path.write_text(text.replace(line, f"{key} = [{span}]" if key == "every" else f"{key} = {span}"))
    with pytest.raises(DefinitionError, match=f"{key}: school days are counted after a trigger alone"):
        load_duty(path)
