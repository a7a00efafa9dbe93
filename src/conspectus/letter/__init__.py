"""From a judgment to its letter, and from a letter back: published, traced and verified."""

from conspectus.letter.bundle import Bundle, Trail, load_bundle, trace
from conspectus.letter.model import Letter, Statement
from conspectus.letter.publish import Paths, publish
from conspectus.letter.terminal import judgment_text
from conspectus.letter.verify import Finding, Outcome, Verdict, verify

__all__ = [
    "Bundle",
    "Finding",
    "Letter",
    "Outcome",
    "Paths",
    "Statement",
    "Trail",
    "Verdict",
    "judgment_text",
    "load_bundle",
    "publish",
    "trace",
    "verify",
]
