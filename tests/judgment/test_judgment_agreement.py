"""Agreement before consolidation, against figures worked out by hand."""

from conspectus.judgment import Agreement, Rating
from tests.judgment.judgment_making import POLICE, judged, rating, small

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
