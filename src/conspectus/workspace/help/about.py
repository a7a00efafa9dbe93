"""Which page of the documentation tells of which page of the workspace."""

# By the name of the address; one that only changes something tells where its page does.
ABOUT = {
    "how-to/set-up-an-inspection": ("home", "new", "inspection", "handling", "people", "move", "remove"),
    "how-to/run-the-workspace": (
        "everybody", "shut_out", "let_in", "invitation", "invite", "withdraw_invitation",
    ),
    "how-to/install-it": ("running",),
    "how-to/send-a-return": ("send", "return_template"),
    "how-to/check-and-mend": ("returns", "return", "mend", "take_out", "count_in"),
    "how-to/build": ("builds", "build", "cancel-build"),
    "how-to/answer-link-questions": ("links", "link", "answer_link", "settle_link", "take_back_link"),
    "how-to/choose-the-children": ("tracked", "take_sample", "add_child", "replace_child"),
    "how-to/map-an-export": ("columns",),
    "how-to/read-the-joint-record": (
        "picture", "obligations", "children", "child", "read_next", "assign_chosen", "track_chosen",
        "export_children", "find_number", "mark_read", "comment_entry", "take_back_comment",
        "use_comment",
    ),
    "how-to/search-an-inspection": ("search",),
    "how-to/raise-a-concern": ("concern", "acknowledge", "risk", "risk_step"),
    "how-to/gather-evidence": (
        "evidence", "new_evidence", "piece", "correct", "piece_history", "add_document", "document", "notes",
        "new_note", "note", "note_conflict", "note_history",
    ),
    "how-to/audit-your-own-part": ("audits", "audit", "audit_child", "send_audit", "absent_audit"),
    "how-to/rate": ("ratings", "cell", "cell_history", "finish", "take_up", "give_leave", "confirm", "dissent"),
    "how-to/moderate": (
        "moderation", "ask", "answer", "accept", "depart", "departures", "withdraw",
    ),
    "explanation/judgment": ("judgment",),
    "how-to/write-the-letter": (
        "letter", "letter_facts", "add_statement", "make_letter", "statement", "restore_statement", "edition",
        "edition_file", "answer_comment", "signing", "make_key", "sign", "publication", "withdraw_publication",
        "correct_day",
    ),
    "how-to/answer-a-letter": (
        "accuracy", "comment", "statement_of_action", "plan", "send_statement", "principal", "take_back", "found",
    ),
    "how-to/verify-a-letter": ("public_letters", "public_letter", "public_file"),
    "explanation/coverage-of-reports": ("practice_coverage",),
    "how-to/read-the-log": ("log", "activity", "export"),
    "how-to/destroy-on-schedule": ("destruction", "withdraw_destruction"),
    "tutorial-round": (
        "new_series", "series", "series_people", "series_remove", "bring_in", "open_round", "owed", "series_sharing",
        "withdraw_grant", "mark_done", "round", "move_round", "agree", "send_again", "opened_trends", "signal_evidence",
        "areas", "area", "take_in", "declared_changes", "declare_change", "correct_change", "take_back_change",
    ),
    "how-to/let-a-program-in": ("tokens", "revoke_token"),
    "how-to/publish-a-library": (
        "practice", "practice_report", "practice_areas", "practice_area", "save_practice", "keep_practice",
        "kept_searches", "kept_search", "keep_search", "see_search", "drop_search",
    ),
    "how-to/sign-in": ("account_login", "mfa_index", "account_change_password", "account_reset_password"),
}  # fmt: skip
TOLD = {name: page for page, names in ABOUT.items() for name in names}


def told_of(name: str | None) -> str | None:
    """The page that tells of an address by its name; None where none does, and so the front page is offered."""
    if name and name not in TOLD and name.startswith(("account_", "mfa_")):
        return "how-to/sign-in"
    return TOLD.get(name or "")
