"""Published letters, for everybody."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from markupsafe import Markup

from conspectus.pages import Context
from conspectus.workspace.letters.actions.signing import keys_of
from conspectus.workspace.letters.editions import FILES, read
from conspectus.workspace.letters.models import Edition
from conspectus.workspace.letters.shown import letter_shown
from conspectus.workspace.letters.views.editions import saved
from conspectus.workspace.showing import show

KEYS = "keys.toml"
PUBLIC = {**FILES, KEYS: "Keys of the inspectorates"}


def _published(inspection: int) -> Edition:
    return get_object_or_404(
        Edition.objects.select_related("inspection"), inspection=inspection, published_at__isnull=False
    )


@dataclass(frozen=True, kw_only=True)
class LettersPage(Context, template="letters/public.html"):
    """Every letter that was published."""

    editions: Iterable[Edition]


@login_not_required
def letters(request: HttpRequest) -> HttpResponse:
    """Every letter that was published, newest first."""
    found = Edition.objects.filter(published_at__isnull=False).select_related("inspection")
    return show(request, LettersPage(editions=found.order_by("-published_at")))


@dataclass(frozen=True, kw_only=True)
class PublicLetterPage(Context, template="letters/public_letter.html"):
    """A published letter and its files."""

    edition: Edition
    shown: Markup
    files: Iterable[tuple[str, str]]
    area: str


@login_not_required
def letter(request: HttpRequest, inspection: int) -> HttpResponse:
    """One letter, its files, and how to check it."""
    edition = _published(inspection)
    area = read(edition).inspection.area
    return show(
        request,
        PublicLetterPage(edition=edition, shown=letter_shown(edition), files=PUBLIC.items(), area=area),
    )


@login_not_required
def file(request: HttpRequest, inspection: int, name: str) -> HttpResponseBase:
    """One of its files, or the keys that signed it."""
    edition = _published(inspection)
    if name == KEYS:
        return HttpResponse(
            (keys_of(inspection) / KEYS).read_bytes(), content_type="application/toml",
            headers={"Content-Disposition": f'attachment; filename="{KEYS}"'},
        )  # fmt: skip
    if name not in FILES:
        raise Http404
    return saved(edition, name)
