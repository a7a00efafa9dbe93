"""What each sentence of a report finds, and of whose practice: passages in, sentences out."""

from conspectus.library.findings.finder import find

__all__ = ["find"]
