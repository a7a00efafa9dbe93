"""The words of the library, each with its meaning beside it."""

from enum import StrEnum


class SpokenOf(StrEnum):
    """Whose practice a published sentence speaks of: an agency's word, or one of two more."""

    COUNCIL = "council"
    POLICE = "police"
    HEALTH = "health"
    EDUCATION = "education"
    YOUTH_JUSTICE = "youth_justice"
    PROBATION = "probation"
    VOLUNTARY = "voluntary"
    PARTNERSHIP = "partnership"  # the agencies together, their board or their shared arrangements
    OTHER = "other"  # somebody named who is none of these, such as a court or the inspectorate itself


class Polarity(StrEnum):
    """What a published sentence makes of the practice that it speaks of."""

    STRENGTH = "strength"
    WEAKNESS = "weakness"  # a recommendation is one too
    MIXED = "mixed"  # "although X, Y is not", where X is itself a clear positive finding
    NEUTRAL = "neutral"  # description without evaluation


class Place(StrEnum):
    """What a passage is on its page."""

    HEADING = "heading"
    SENTENCE = "sentence"  # of running text
    BULLET = "bullet"  # an item of a list, or a sentence of one
    BOX = "box"  # within a case or practice study set apart from the text
