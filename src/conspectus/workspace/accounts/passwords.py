"""How soon a password would be guessed: long is not enough where everybody would try it early."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from zxcvbn import zxcvbn

LEAST = 3  # of 0 to 4: more than 10^8 guesses, which nobody makes through a sign-in page
LOOKED_AT = 72  # characters: a longer one is judged by its beginning, since the work grows with the square


class GuessedLateValidator:
    """Refuses what zxcvbn, which knows words, names, years and keyboards, would guess in fewer than 10^8 tries."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """A ValidationError with what would help; none at all is for the validator of length to refuse."""
        if not password:
            return
        found = zxcvbn(password[:LOOKED_AT], user_inputs=_known_of(user))
        if found["score"] < LEAST:
            says = [found["feedback"]["warning"], *found["feedback"]["suggestions"]]
            told = " ".join(sentence for sentence in says if sentence)
            raise ValidationError(
                f"This password would soon be guessed. {told} Three random words are better.".replace(
                    "  ", " "
                ),
                code="password_soon_guessed",
            )

    def get_help_text(self) -> str:
        """For whoever chooses one."""
        return "It must not be one that is soon guessed; three random words are not."


def _known_of(user: AbstractBaseUser | None) -> list[str]:
    """What others know of a person, and would try."""
    known = f"{getattr(user, 'name', '')} {getattr(user, 'email', '')}"
    return ["conspectus", *known.lower().replace("@", " ").replace(".", " ").split()]
