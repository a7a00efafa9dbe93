"""Which records are one person: linked with Splink, corrected by people's decisions, reasons kept.

Three classes of pairs are told apart (one person, two of one household, two strangers), so that siblings and
twins stay two. No labels are needed and no threshold is chosen. This is the only room that imports Splink.
"""

from conspectus.records.linkage.linking import link

__all__ = ["link"]
