"""Every change: keyword arguments, `by=`, one transaction, the row of the log inside it."""

from conspectus.workspace.letters.actions.accuracy import answer_comment, comment
from conspectus.workspace.letters.actions.drafting import (
    LetterFacts,
    add,
    correct_day,
    make_edition,
    record_facts,
    restore,
    word,
)
from conspectus.workspace.letters.actions.follow_up import (
    Promise,
    follow_up,
    name_principal,
    plan,
    send_statement,
    take_back,
)
from conspectus.workspace.letters.actions.publishing import publish, set_publication, withdraw_publication
from conspectus.workspace.letters.actions.signing import make_key, sign

__all__ = [
    "LetterFacts",
    "Promise",
    "add",
    "answer_comment",
    "comment",
    "correct_day",
    "follow_up",
    "make_edition",
    "make_key",
    "name_principal",
    "plan",
    "publish",
    "record_facts",
    "restore",
    "send_statement",
    "set_publication",
    "sign",
    "take_back",
    "withdraw_publication",
    "word",
]
