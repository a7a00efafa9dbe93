"""Sentences of published reports, where the workspace has a library that whoever asks may read."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from conspectus.errors import LibraryError
from conspectus.library.search import Hit, search
from conspectus.library.store import LibraryFile
from conspectus.library.telling import name_of
from conspectus.workspace.practice.access import may_read
from conspectus.workspace.search.results import MOST, Line, Results, group


def practice(request: HttpRequest, text: str) -> Results:
    """The sentences that tell most; none where the library cannot be read, as its own page says."""
    title, every = "Published practice", f"{reverse('practice')}?{urlencode({'query': text})}"
    if settings.LIBRARY is None or not may_read(request):
        return group(title, [])
    try:
        with LibraryFile(settings.LIBRARY) as library:
            found = search(library, text, limit=MOST)
    except LibraryError:
        return group(title, [])
    return group(title, [_line(hit) for hit in found.hits], every=every, many=found.many)


def _line(hit: Hit) -> Line:
    report = reverse("practice_report", args=[hit.report.sha256])
    return Line(f"{report}?order=report#s{hit.sentence.n}", name_of(hit.report), hit.snippet)
