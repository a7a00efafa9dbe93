from .bundle import Bundle, Trail, load_bundle, trace
from .log import LogRow, chain
from .model import Changed, Letter, Statement
from .publication_day import correct_day
from .publish import Judged, Paths, publish
from .signing import KeyFile, PublicKey, Signature, load_keys, make_keys, sign
from .terminal import judgment_text
from .verify import Finding, Outcome, Verdict, verify

__all__ = [
    "Bundle",
    "Changed",
    "Finding",
    "Judged",
    "KeyFile",
    "Letter",
    "LogRow",
    "Outcome",
    "Paths",
    "PublicKey",
    "Signature",
    "Statement",
    "Trail",
    "Verdict",
    "chain",
    "correct_day",
    "judgment_text",
    "load_bundle",
    "load_keys",
    "make_keys",
    "publish",
    "sign",
    "trace",
    "verify",
]
