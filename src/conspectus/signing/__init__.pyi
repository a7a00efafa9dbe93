from .files import first_fault, plain_json, write_all
from .keys import KeyFile, PublicKey, load_keys, load_private, make_keys
from .signature import Signature, is_by, signature_finding, signature_of, unsigned_hash
from .verdict import Finding, Outcome, Verdict, finding, not_checked

__all__ = [
    "Finding",
    "KeyFile",
    "Outcome",
    "PublicKey",
    "Signature",
    "Verdict",
    "finding",
    "first_fault",
    "is_by",
    "load_keys",
    "load_private",
    "make_keys",
    "not_checked",
    "plain_json",
    "signature_finding",
    "signature_of",
    "unsigned_hash",
    "write_all",
]
