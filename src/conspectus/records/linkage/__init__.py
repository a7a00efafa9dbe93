"""Which records are one person: linked with Splink, corrected by people's decisions, reasons kept.

Four classes of pairs are told apart (one person, two of one household, two of one family and one name, two
strangers), so that siblings, twins, fathers and sons stay two. No labels are needed and no threshold is chosen.
This is the only room that imports Splink.
"""

from lazy_loader import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
