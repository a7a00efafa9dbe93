from .model import Facts, Passage, Report, Sentence
from .words import Place, Polarity, SpokenOf

__all__ = ["Facts", "Passage", "Place", "Polarity", "Report", "Sentence", "SpokenOf"]
