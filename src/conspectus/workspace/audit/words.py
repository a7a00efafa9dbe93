"""What the log can say, each word with its meaning."""

from enum import StrEnum


class Action(StrEnum):
    """What was done or read."""

    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    INSPECTION_SET_UP = "inspection_set_up"
    STAGE_MOVED = "stage_moved"
    PERSON_ADDED = "person_added"
    PERSON_REMOVED = "person_removed"
    PERSON_INVITED = "person_invited"
    INVITATION_WITHDRAWN = "invitation_withdrawn"
    INVITATION_ACCEPTED = "invitation_accepted"  # a password was chosen by the link
    LINK_HANDED_OVER = "link_handed_over"  # no mail server: shown once to whoever made it
    ACCOUNT_SHUT_OUT = "account_shut_out"
    ACCOUNT_LET_IN = "account_let_in"
    HANDLING_RECORDED = "handling_recorded"  # lawful basis, retention, who sees restricted rows
    RETURN_UPLOADED = "return_uploaded"
    RETURN_READ = "return_read"
    RETURN_COUNTED_IN = "return_counted_in"  # though its events have the numbers of another sender's
    RETURN_TAKEN_OUT = "return_taken_out"  # with a reason: no casebook is built from it any more
    BUILD_ASKED = "build_asked"
    BUILD_ENDED = "build_ended"
    BUILD_CANCELLED = "build_cancelled"
    LINKS_ASKED = "links_asked"  # doubtful pairs, by a casebook; how many decisions it used
    LINK_READ = "link_read"  # a doubtful pair, without names
    LINK_ANSWERED = (
        "link_answered"  # names the answer by its number alone: the log tells nobody of which pair
    )
    LINK_DECIDED = "link_decided"  # two people agreed
    LINK_SETTLED = "link_settled"  # by a lead, where they did not
    LINK_TAKEN_BACK = "link_taken_back"  # it is asked again; what was answered stays on record
    SAMPLE_TAKEN = "sample_taken"  # the children that a casebook drew are tracked
    CHILD_CHOSEN = "child_chosen"  # by people
    CHILD_LEFT = "child_left"  # is tracked no longer
    PICTURE_READ = "picture_read"
    CHILD_READ = "child_read"
    CHILD_MARKED_READ = "child_marked_read"  # by whom it was read, as they say
    CHILD_MARKED_UNREAD = "child_marked_unread"
    CHILD_ASSIGNED = "child_assigned"  # to whom it is given to read
    CHILDREN_EXPORTED = "children_exported"  # a list of ids as a workbook
    NUMBER_SOUGHT = "number_sought"  # a child by an agency's own number, which the log does not hold
    ENTRY_COMMENTED = "entry_commented"  # names the comment by its number alone
    ENTRY_COMMENT_TAKEN_BACK = "entry_comment_taken_back"
    NAMES_SHOWN = "names_shown"  # a person asked to see a child's name
    RESTRICTED_SHOWN = "restricted_shown"  # what named roles alone may see was shown to one of them
    EVIDENCE_ADDED = "evidence_added"
    EVIDENCE_CORRECTED = "evidence_corrected"  # the earlier wording stays in its history
    PRACTICE_SAVED = "practice_saved"  # a published sentence, as evidence of what good looks like
    SEARCH_KEPT = "search_kept"  # of published reports, for oneself; names it by its number alone
    SEARCH_SEEN = "search_seen"
    SEARCH_DROPPED = "search_dropped"
    DOCUMENT_ADDED = "document_added"
    DOCUMENT_READ = "document_read"
    NOTE_SAVED = "note_saved"
    NOTE_CONFLICT = "note_conflict"  # somebody else had changed it: both texts are kept
    AUDIT_ANSWERED = "audit_answered"  # an agency, of its own part for one child
    AUDIT_SENT = "audit_sent"  # from now on it stays as it is
    AUDIT_EXCUSED = "audit_excused"  # why an agency sends none
    AUDIT_READ = "audit_read"
    RATED = "rated"
    RATING_DRAFTED = "rating_drafted"  # begun, kept or thrown away: its writer alone sees what it says
    RATING_FINISHED = "rating_finished"  # from now on this person sees what others gave
    RATING_TAKEN_UP = "rating_taken_up"  # rates alone again: no colleague had finished
    RATED_BY_NOBODY = "rated_by_nobody"  # the lead says why a cell does without independent ratings
    DISSENTED = "dissented"
    CELL_ASKED = "cell_asked"  # a moderator returns a rating to its raters with a question
    CELL_ANSWERED = "cell_answered"
    CELL_ACCEPTED = "cell_accepted"
    DEPARTED = "departed"  # a level set beside the proposed result
    DEPARTURE_WITHDRAWN = "departure_withdrawn"
    LETTER_FACTS_RECORDED = "letter_facts_recorded"
    STATEMENT_WORDED = "statement_worded"  # the draft of the findings stays beside it
    STATEMENT_RESTORED = "statement_restored"  # as the findings drafted it
    EDITION_MADE = "edition_made"
    LETTER_READ = "letter_read"
    COMMENT_MADE = "comment_made"  # an agency, on factual accuracy
    COMMENT_ANSWERED = "comment_answered"
    KEY_MADE = "key_made"  # signs letters for an inspectorate
    LETTER_SIGNED = "letter_signed"
    PUBLICATION_SET = "publication_set"
    PUBLICATION_WITHDRAWN = "publication_withdrawn"
    PUBLICATION_FAILED = "publication_failed"  # when it was due
    LETTER_PUBLISHED = "letter_published"
    PRINCIPAL_NAMED = "principal_named"  # who sends the statement of action
    ACTION_PLANNED = "action_planned"
    ACTION_TAKEN_BACK = "action_taken_back"
    STATEMENT_SENT = "statement_sent"
    ACTION_FOLLOWED_UP = "action_followed_up"
    CONCERN_RAISED = "concern_raised"  # a child at immediate risk
    CONCERN_ESCALATED = "concern_escalated"  # nobody had acknowledged it in time
    CONCERN_ACKNOWLEDGED = "concern_acknowledged"
    CONCERN_STEP = "concern_step"  # what was done for the child
    RECORD_NUMBERS_SHOWN = "record_numbers_shown"  # an agency was told which of its records are the child's
    DESTRUCTION_CONFIRMED = "destruction_confirmed"  # for the retention date as it then was
    DESTRUCTION_WITHDRAWN = "destruction_withdrawn"
    DATA_DESTROYED = "data_destroyed"  # by the workspace itself, when the date was over
    TOKEN_MADE = "token_made"  # lets a program read what its owner may
    TOKEN_REVOKED = "token_revoked"
    SERIES_SET_UP = "series_set_up"
    ROUND_OPENED = "round_opened"
    FIGURES_KEPT = "figures_kept"  # counts of a round's casebook, which stay when its data are destroyed
    FIGURES_BROUGHT_IN = "figures_brought_in"  # of a round that was done by files
    FIGURES_READ = "figures_read"  # trends, by somebody of an inspection that may see them
    OWED_READ = "owed_read"  # what is owed now, of an agency or of all
    ACTION_AGREED = "action_agreed"  # by a partnership, of what an agency does
    ACTION_DONE = "action_done"
    CHANGE_DECLARED = "change_declared"  # from a day on, figures of a series mean something else
    CHANGE_CORRECTED = "change_corrected"
    CHANGE_TAKEN_BACK = "change_taken_back"
    SERIES_OPENED = "series_opened"  # an inspection may see its published figures
    SERIES_SHUT = "series_shut"
    AREA_TAKEN_IN = "area_taken_in"  # an area's figures file, whose hash and signatures held
    LOG_READ = "log_read"


# What the log calls reading: left out of the page of changes unless asked for.
READING = (
    Action.RETURN_READ, Action.LINK_READ, Action.PICTURE_READ, Action.CHILD_READ, Action.DOCUMENT_READ,
    Action.AUDIT_READ, Action.LETTER_READ, Action.FIGURES_READ, Action.OWED_READ, Action.LOG_READ,
)  # fmt: skip
