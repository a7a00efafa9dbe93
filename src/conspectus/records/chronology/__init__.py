"""Every agency's events, put into one joint chronology per child."""

from conspectus.records.chronology.join import join
from conspectus.records.chronology.unusable import place_unusable

__all__ = ["join", "place_unusable"]
