from .model import Facts, Passage, Place, Polarity, Report, Sentence, SpokenOf

__all__ = ["Facts", "Passage", "Place", "Polarity", "Report", "Sentence", "SpokenOf"]
