"""Agreement before consolidation, against figures worked out by hand and those of the textbooks."""

import numpy as np
import pytest

from conspectus.judgment import Agreement, Rating
from conspectus.judgment.coefficients import Counts, alpha, gwet_ac1
from conspectus.judgment.resampling import FEWEST, interval
from tests.judgment.judgment_making import HEALTH, POLICE, judged, rating, small

FRAMEWORK = small()


def pair(criterion: str, first: str, second: str) -> list[Rating]:
    """Two independent ratings of one cell of the police."""
    return [
        rating(criterion, POLICE, level, stage="independent", inspector=inspector)
        for inspector, level in (("A", first), ("B", second))
    ]


def agreed(*ratings: Rating) -> Agreement:
    """The agreement of ratings."""
    return judged(FRAMEWORK, *ratings).agreement


def test_nobody_rated_twice() -> None:
    found = agreed(rating("a1", POLICE, "good"))
    assert (found.doubly_rated, found.raw, found.alpha) == (0, None, None)
    assert "cannot be told" in found.says


def test_unanimity_has_no_alpha_and_says_why() -> None:
    found = agreed(*pair("a1", "good", "good"), *pair("a2", "good", "good"))
    assert (found.doubly_rated, found.agreed, found.raw, found.alpha) == (2, 2, 1.0, None)
    assert "not defined" in found.says


def test_perfect_agreement_over_two_levels_is_one() -> None:
    assert agreed(*pair("a1", "good", "good"), *pair("a2", "inadequate", "inadequate")).alpha == 1.0


def test_ordinal_alpha_by_hand() -> None:
    # Levels 2,2 | 2,1 | 0,0: values 2 ×3, 1 ×1, 0 ×2, n = 6. Ordinal distances, squared:
    # d(2,1) = (3+1 - 4/2)² = 4; d(1,0) = (1+2 - 3/2)² = 2.25; d(2,0) = (3+1+2 - 5/2)² = 12.25.
    # Observed: 2·4 / 6. Expected: 2·(3·1·4 + 1·2·2.25 + 3·2·12.25) / (6·5) = 6. alpha = 1 - 1.3333/6.
    found = agreed(
        *pair("a1", "good", "good"),
        *pair("a2", "good", "requires_improvement"),
        *pair("b1", "inadequate", "inadequate"),
    )
    assert found.alpha == 0.7778
    assert (found.agreed, found.doubly_rated, found.raw) == (2, 3, 0.6667)


def test_consolidation_and_words_off_the_scale_do_not_count() -> None:
    found = agreed(
        *pair("a1", "good", "inadequate"),
        rating("a1", POLICE, "good"),
        *pair("a2", "not_evidenced", "good"),
    )
    assert (found.doubly_rated, found.agreed) == (1, 0)


def test_a_level_that_nobody_gave_counts_for_chance_in_ac1() -> None:
    # Two cells agree on good, one is good and outstanding: agreed 2/3; shares 5/6 and 1/6 of four levels.
    found = agreed(
        *pair("a1", "good", "good"), *pair("a2", "good", "good"), *pair("b1", "good", "outstanding")
    )
    chance = (5 / 6 * 1 / 6 + 1 / 6 * 5 / 6) / 3
    assert found.ac1.value == round((2 / 3 - chance) / (1 - chance), 4)


def test_unanimity_has_an_ac1_and_no_interval() -> None:
    cells = [("a1", POLICE), ("a2", POLICE)]
    found = agreed(*(one for criterion, _ in cells for one in pair(criterion, "good", "good")))
    assert (found.ordinal.value, found.nominal.value, found.ac1.value) == (None, None, 1.0)
    assert found.ac1.interval is None
    assert "AC1 is 1.00" in found.says


def test_few_cells_have_no_interval_and_say_why() -> None:
    found = agreed(*pair("a1", "good", "inadequate"), *pair("a2", "good", "good"))
    assert found.ordinal.interval is None
    assert f"fewer than {FEWEST} cells" in found.ordinal.says


def test_answers_on_another_scale_count_as_agreed_or_not_and_in_no_coefficient() -> None:
    framework = small(scales=[{"cells": {"agency": "health"}, "levels": ["weak", "sound"]}])
    other = [
        rating("a1", HEALTH, level, stage="independent", inspector=inspector)
        for inspector, level in (("A", "weak"), ("B", "sound"))
    ]
    found = judged(framework, *pair("a1", "good", "good"), *other).agreement
    assert (found.doubly_rated, found.agreed, found.measured) == (2, 1, 1)


# --- the textbooks' own example: four observers, twelve units, five categories, some missing --------------
# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), data C: nominal .743, ordinal .815.
# Gwet, "Handbook of Inter-Rater Reliability" (4th ed., 2014), the same ratings: AC1 .775.

OBSERVERS = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3),
    (0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0),
)


def textbook() -> Counts:
    """How many observers gave each unit each category; 0 is a missing rating."""
    return np.array(
        [[unit.count(category) for category in range(1, 6)] for unit in zip(*OBSERVERS, strict=True)]
    )


@pytest.mark.parametrize(
    ("found", "published"),
    [
        (alpha(textbook(), measurement="nominal"), 0.743),
        (alpha(textbook(), measurement="ordinal"), 0.815),
        (gwet_ac1(textbook()), 0.775),
    ],
)
def test_the_textbooks_values(found: float | None, published: float) -> None:
    assert found == pytest.approx(published, abs=0.0005)


def test_the_interval_is_the_same_every_time_and_holds_the_value() -> None:
    first, why = interval(textbook(), gwet_ac1)
    assert (first, why) == interval(textbook(), gwet_ac1)
    assert first is not None
    assert first[0] < 0.775 < first[1] <= 1


def test_resamples_of_one_level_alone_leave_no_interval() -> None:
    counts = np.array([[0, 2]] * 11 + [[1, 1]])  # a third of all resamples miss the one cell that differs
    bounds, why = interval(counts, lambda drawn: alpha(drawn, measurement="nominal"))
    assert bounds is None
    assert "one level alone" in why
