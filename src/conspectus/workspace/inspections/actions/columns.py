"""Somebody says what the columns and words of a return mean, and it is read by that."""

from contextlib import ExitStack

from django.core.files.base import File
from django.db import transaction

from conspectus.errors import ConspectusError
from conspectus.records.mapping import Choices, settled_text
from conspectus.records.returns.manifest import NAME
from conspectus.workspace.accounts.models import User
from conspectus.workspace.inspections.actions.returns import Delivery, send_return
from conspectus.workspace.inspections.asking import may
from conspectus.workspace.inspections.columns import opened
from conspectus.workspace.inspections.models import Inspection, SentReturn
from conspectus.workspace.inspections.policies import sends_return_of


@transaction.atomic
def settle_columns(*, sent: SentReturn, choices: Choices, by: User) -> SentReturn:
    """Send the same files again, with a return.toml that says what was chosen; it is kept for the sender's next."""
    may(sends_return_of, sent.inspection, by, sent.agency)
    Inspection.objects.select_for_update().get(pk=sent.inspection_id)
    newer = SentReturn.objects.filter(
        inspection=sent.inspection_id, sender=sent.sender, version__gt=sent.version
    )
    if newer.exists() or sent.taken_out_at is not None:
        raise ConspectusError(
            "a newer version of it was sent, or it was taken out", str(sent), "Settle the newest one."
        )
    with opened(sent) as one, ExitStack() as held:
        paths = [path for path in sorted(one.folder.iterdir()) if path.name != NAME]
        files = [File(held.enter_context(path.open("rb")), name=path.name) for path in paths]
        delivery = Delivery(sender=sent.sender, files=files, says=settled_text(one.look(choices), one.says))
        return send_return(inspection=sent.inspection, agency=sent.agency_word, delivery=delivery, by=by)
