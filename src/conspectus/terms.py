"""The words of the field that code relies on, each with its meaning beside it."""

from enum import StrEnum


class Agency(StrEnum):
    """A part of the local area's system; titles, colours and inspectorates are in `agencies.toml`."""

    COUNCIL = "council"
    POLICE = "police"
    HEALTH = "health"
    EDUCATION = "education"
    YOUTH_JUSTICE = "youth_justice"
    PROBATION = "probation"
    VOLUNTARY = "voluntary"


class Nation(StrEnum):
    """Of which nation the area is: it decides the duties and the working days."""

    ENGLAND = "england"
    WALES = "wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"

    @property
    def shown(self) -> str:
        """The nation's name as people read it."""
        return self.value.replace("-", " ").title()


class Language(StrEnum):
    """A language in which codes and letters are said: a folder of `definitions/words/`."""

    ENGLISH = "en"
    WELSH = "cy"


class Status(StrEnum):
    """How one obligation stands; words, marks and meanings are in `definitions/words/<language>/statuses.toml`."""

    MET = "met"
    LATE = "late"
    MISSED = "missed"
    NOT_YET_DUE = "not_yet_due"
    EXEMPT = "exempt"
    INDETERMINATE = "indeterminate"
    DECIDED_NOT_TO_SHARE = "decided_not_to_share"  # lawful, with its reason: neither shared nor missed
    NOT_EVALUATED = "not_evaluated"


DECIDED = (Status.MET, Status.LATE, Status.MISSED)  # a share of what was met is of these
LAPSED = (Status.EXEMPT, Status.DECIDED_NOT_TO_SHARE)  # nothing is owed any more, whatever comes
UNDECIDED = tuple(  # may yet turn out either way; what lapsed never will
    status for status in Status if status not in (*DECIDED, *LAPSED)
)


class DutyKind(StrEnum):
    """The shapes of who owes what to whom by when."""

    RESPONSE = "response"  # after A, B within a time, unless C
    MEASURED = "measured"  # after A, B as soon as may be: the time is told, and nothing is late
    RECURRENCE = "recurrence"  # while a state lasts, B at least so often
    PARTICIPATION = "participation"  # at a meeting, who knows the child is invited, attends or reports
    SHARING = "sharing"  # what one record says was sent, the other's says was received


class Part(StrEnum):
    """Which side of a duty an obligation is."""

    RESPOND = "respond"  # response: the thing done after the trigger
    RECUR = "recur"  # recurrence: one interval between two responses
    INVITE = "invite"  # participation: owed by the convener
    ATTEND = "attend"  # participation: attend or report, owed by each invited agency
    RECEIVE = "receive"  # sharing: what was sent shows as received


class Standing(StrEnum):
    """The legal force of a duty."""

    STATUTE = "statute"
    REGULATIONS = "regulations"
    STATUTORY_GUIDANCE = "statutory guidance"
    EXPECTED = "expected"
    LOCAL = "local"


class Precision(StrEnum):
    """What is known of a date."""

    TIME = "time"  # to the minute or better
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    UNCERTAIN = "uncertain"  # written with a question mark or as approximate
    UNKNOWN = (
        "unknown"  # of an end: sent, and not to be read; any moment from the start on, perhaps still open
    )


class Severity(StrEnum):
    """What a located issue asks of the sender."""

    ERROR = "error"  # impossible: to be mended
    QUERY = "query"  # implausible: please look
    NOT_EVALUATED = "not_evaluated"  # a check that could not be made, and why


class Fate(StrEnum):
    """What becomes of what breaks a check of a return."""

    BLANK_CELL = "blank_cell"  # the cell goes, the rest of its row is used
    ROW_NOT_USABLE = "row_not_usable"  # sent, but not usable: a duty may be waiting for it
    PASS_OVER = "pass_over"  # no record at all: headings, totals, a copy, a file of something else


class Relation(StrEnum):
    """How one person stands to another: person_id is the <relation> of related_person_id."""

    PARENT = "parent"
    SIBLING = "sibling"
    HOUSEHOLD = "household"
    ASSOCIATE = "associate"
    ALLEGED_HARM = "alleged_harm"


class Bearing(StrEnum):
    """Which way a piece of evidence points."""

    FOR = "for"
    AGAINST = "against"


class Stage(StrEnum):
    """Where a rating stands."""

    INDEPENDENT = "independent"  # one inspector's own, before anyone has seen another's
    CONSOLIDATED = "consolidated"  # the inspectorate's, after both have finished


class CellState(StrEnum):
    """How far one criterion has been looked at in one agency."""

    EXAMINED = "examined"  # rated, and the rating rests on evidence
    WITHOUT_EVIDENCE = "without_evidence"  # rated, but on no evidence: it does not count
    NOT_EVIDENCED = "not_evidenced"  # inspectors looked and found nothing to go by
    NOT_APPLICABLE = "not_applicable"  # the question does not arise, and the lead says why
    MISSING = "missing"  # no rating that stands
    NOT_INSPECTED = "not_inspected"  # the agency is no part of this inspection


class Chosen(StrEnum):
    """How those were chosen that inspectors looked at."""

    RANDOM = "random"  # each could have been drawn, by chance alone: something follows for the others
    PURPOSE = "purpose"  # by somebody, for a reason, as tracked children are: nothing follows in numbers


class Scope(StrEnum):
    """The rule by which a sender chose what concerns the area."""

    RESIDENCE = "residence"
    PLACE_OF_EVENT = "place_of_event"
    REGISTRATION = "registration"


class EngineKind(StrEnum):
    """What runs the SQL beneath a build."""

    DUCKDB = "duckdb"  # in the process itself: one machine, nothing to set up
    SPARK = "spark"  # Apache Spark, on this machine or on a cluster


# The columns of a file of link decisions, wherever it is written or read: two records, and what somebody decided.
LINK_DECISION = ("sender_a", "person_id_a", "sender_b", "person_id_b", "decision", "by", "at")

# Cells that no coverage waits for.
SETTLED = (CellState.EXAMINED, CellState.NOT_APPLICABLE)
