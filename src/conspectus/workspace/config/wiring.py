"""What the apps add to one another's pages, moves and builds, in one place: each table from the first to be shown.

An app knows only those before it. Where one of those asks what the later ones have to say (what is left to do, what
a move waits for, what rests on a piece of evidence), it holds a list, and this module fills it when the workspace
starts. A new one is a line here.
"""

from collections.abc import Iterator

from conspectus.workspace.accounts.organisation import matching
from conspectus.workspace.api.actions import end_all
from conspectus.workspace.api.todo import programs
from conspectus.workspace.evidence import uses
from conspectus.workspace.evidence.beside import under_comment
from conspectus.workspace.evidence.todo import evidence
from conspectus.workspace.inspections import awaited, beside, building, children, links, moves, shown, todo
from conspectus.workspace.inspections.actions import people
from conspectus.workspace.inspections.actions.invitations import take_up_by_organisation
from conspectus.workspace.inspections.moves import Row, handling_is_recorded
from conspectus.workspace.inspections.stages import MOVES, Stage
from conspectus.workspace.judgments import todo as judgment_todo
from conspectus.workspace.judgments.moderating import questions_are_settled
from conspectus.workspace.judgments.todo import judgment, moderation
from conspectus.workspace.judgments.uses import departures_on
from conspectus.workspace.judgments.views.moderation import panel
from conspectus.workspace.letters import stages as letter
from conspectus.workspace.letters import todo as letter_todo
from conspectus.workspace.letters.links import published_letters
from conspectus.workspace.linking import rounds
from conspectus.workspace.linking import todo as link_todo
from conspectus.workspace.linking.todo import questions
from conspectus.workspace.practice.links import published_at
from conspectus.workspace.ratings import todo as rating_todo
from conspectus.workspace.ratings.stages import all_are_rated, audits_are_in
from conspectus.workspace.ratings.todo import audits, ratings
from conspectus.workspace.ratings.uses import question_at, ratings_on
from conspectus.workspace.ratings.views import cell as cell_page
from conspectus.workspace.ratings.visibility import levels_of_others
from conspectus.workspace.reading import beside as reading
from conspectus.workspace.reading.facets import facets
from conspectus.workspace.reading.links import read_next
from conspectus.workspace.reading.todo import reading as to_read
from conspectus.workspace.retention.due import is_destroyed
from conspectus.workspace.retention.todo import destruction
from conspectus.workspace.sampling.links import tracked_children
from conspectus.workspace.sampling.stages import somebody_is_tracked
from conspectus.workspace.sampling.todo import choosing
from conspectus.workspace.series import keeping
from conspectus.workspace.series.links import figures_of_areas
from conspectus.workspace.series.todo import its_round, rooms_of
from conspectus.workspace.series.views.opened import beside_picture

# What a move waits for.
NEEDS: tuple[Row, ...] = (
    (Stage.RETURNS_IN, Stage.CHILDREN_CHOSEN, (somebody_is_tracked,)),
    (Stage.AGENCIES_AUDIT, Stage.FIELDWORK, (audits_are_in,)),
    (Stage.MODERATION, Stage.DRAFTING, (questions_are_settled,)),
    (Stage.DRAFTING, Stage.FACTUAL_ACCURACY, (letter.letter_is_made,)),
    (Stage.FACTUAL_ACCURACY, Stage.SIGNED, (letter.comments_are_answered, letter.everybody_signed)),
    (Stage.SIGNED, Stage.PUBLISHED, (letter.letter_is_published,)),
    (Stage.STATEMENT_OF_ACTION, Stage.FOLLOW_UP, (letter.statement_is_sent,)),
    (Stage.FOLLOW_UP, Stage.CLOSED, (letter.actions_are_followed_up,)),
    (Stage.CLOSED, Stage.DESTROYED, (is_destroyed,)),
)

# What is asked about before a move, and is no hindrance.
DOUBTS: tuple[Row, ...] = (
    (Stage.SET_UP, Stage.NOTIFIED, (handling_is_recorded,)),
    (Stage.NOTIFIED, Stage.RETURNS_IN, (handling_is_recorded,)),
    (Stage.FIELDWORK, Stage.MODERATION, (all_are_rated,)),
)


def _needs() -> Iterator[Row]:
    """Every move with what it waits for; of an inspection under a round, none is made but by the round."""
    told = {(was, becomes): conditions for was, becomes, conditions in NEEDS}
    for was, into in MOVES.items():
        for becomes in into:
            yield was, becomes, (keeping.moved_by_its_round, *told.get((was, becomes), ()))


def wire() -> None:
    """Fill every list; said once more, it is the same."""
    # An inspection's page: what is left to do beside the agencies' records, and after them.
    todo.EARLY[:] = [questions, choosing, to_read]
    todo.FIRST[:] = [its_round]
    todo.ROOMS[:] = [rooms_of]
    todo.WAITS[:] = [link_todo.waiting, rating_todo.waiting, judgment_todo.waiting]
    awaited.AWAITED[:] = [rating_todo.awaited, judgment_todo.awaited, letter_todo.awaited]
    shown.BESIDE_PICTURE[:] = [beside_picture]
    todo.LATER[:] = [
        evidence, ratings, judgment, audits, moderation, letter_todo.letter, letter_todo.after, destruction, programs,
    ]  # fmt: skip
    # A build: what people decided about links goes in, what it asks comes out, and its page tells of both.
    building.DECISIONS[:] = [rounds.decisions_for]
    building.AFTER[:] = [rounds.take_up, keeping.take_up]
    building.TELLS[:] = [rounds.told]
    # Somebody who comes by their organisation the first time: their invitation is used.
    matching.TAKES_UP[:] = [take_up_by_organisation]
    # A part that is taken away: what of it does not come back.
    people.LEAVING[:] = [end_all]
    # The log: whose details wait for one who still rates alone.
    shown.KEPT_BACK[:] = [levels_of_others]
    # Where pages lead to pages of later apps.
    links.ON_HOME[:] = [figures_of_areas, published_letters]
    links.ON_CHILDREN[:] = [read_next, tracked_children]
    links.EVIDENCE_FORMS[:] = [uses.form_for]
    uses.QUESTIONS_AT[:] = [question_at]
    uses.PUBLISHED_AT[:] = [published_at]
    # The pages of children: the way to the next, what is said of entries, and what may be done with several.
    beside.ABOVE_CHILD[:] = [reading.above_child]
    beside.ON_ENTRIES[:] = [reading.under_entry]
    reading.USES[:] = [under_comment]
    beside.ABOVE_CHILDREN[:] = [reading.by_number]
    beside.WITH_CHOSEN[:] = [reading.with_chosen]
    children.FACETS[:] = [facets]
    # The page of a piece of evidence, and that of a question to an agency.
    uses.FINDERS[:] = [ratings_on, departures_on]
    cell_page.PANELS[:] = [panel]
    moves.set_tables(needs=_needs(), doubts=DOUBTS)
