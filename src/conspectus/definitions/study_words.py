"""What the study of a library says around its figures: the model of `library/study.toml`."""

from functools import cache

from conspectus.definitions.base import SHIPPED, Definition, load


class StudyPart(Definition):
    """A section of the study: figures' ids in braces stand for the figures."""

    id: str
    title: str
    says: tuple[str, ...]


class StudyWords(Definition):
    """The content of `library/study.toml`."""

    version: int
    title: str
    lead: tuple[str, ...]
    part: tuple[StudyPart, ...]


@cache
def study_words() -> StudyWords:
    """The shipped words."""
    return load(StudyWords, SHIPPED / "library" / "study.toml")
