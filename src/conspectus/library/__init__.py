"""What inspectorates published, about whom, and what others can learn: PDF files to one library file."""

from conspectus.library.model import Facts, Passage, Place, Polarity, Report, Sentence, SpokenOf

__all__ = ["Facts", "Passage", "Place", "Polarity", "Report", "Sentence", "SpokenOf"]
