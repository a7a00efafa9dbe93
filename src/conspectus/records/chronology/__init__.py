"""Every agency's events, put into one joint chronology per child."""

from conspectus.records.chronology.join import join

__all__ = ["join"]
