from .bundle import Bundle, Trail, load_bundle, trace
from .log import LogRow, chain
from .model import Changed, Letter, Statement
from .phrases import Phrases
from .publication_day import correct_day
from .publish import Judged, Paths, publish
from .retelling import retold
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
    "Phrases",
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
    "retold",
    "sign",
    "trace",
    "verify",
]
