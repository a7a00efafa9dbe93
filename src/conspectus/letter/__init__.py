"""From a judgment to its letter, and from a letter back: published, traced and verified."""

from conspectus.letter.bundle import Bundle, Trail, load_bundle, trace
from conspectus.letter.keys import KeyFile, PublicKey, load_keys, make_keys
from conspectus.letter.log import Entry, chain
from conspectus.letter.model import Changed, Letter, Signature, Statement
from conspectus.letter.publish import Paths, publish
from conspectus.letter.signing import sign
from conspectus.letter.terminal import judgment_text
from conspectus.letter.verify import Finding, Outcome, Verdict, verify

__all__ = [
    "Bundle",
    "Changed",
    "Entry",
    "Finding",
    "KeyFile",
    "Letter",
    "Outcome",
    "Paths",
    "PublicKey",
    "Signature",
    "Statement",
    "Trail",
    "Verdict",
    "chain",
    "judgment_text",
    "load_bundle",
    "load_keys",
    "make_keys",
    "publish",
    "sign",
    "trace",
    "verify",
]
