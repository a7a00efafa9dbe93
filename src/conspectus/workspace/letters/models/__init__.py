"""What a letter is made of, from its first words to what the area does about it."""

from conspectus.workspace.letters.models.action import PlannedAction, StatementOfAction
from conspectus.workspace.letters.models.draft import Change, Facts
from conspectus.workspace.letters.models.edition import Comment, Edition, Signature

__all__ = ["Change", "Comment", "Edition", "Facts", "PlannedAction", "Signature", "StatementOfAction"]
