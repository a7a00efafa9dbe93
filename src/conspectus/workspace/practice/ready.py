"""Read the library before anybody asks."""

from django.conf import settings

from conspectus.errors import LibraryError
from conspectus.library.coverage import By
from conspectus.library.search import can_compare, place_all
from conspectus.library.store import LibraryFile
from conspectus.workspace.practice.views.reports import covered, held


def get_ready() -> None:
    """Draw the areas, count the coverage and place every sentence; kept for as long as the library stays as it is.

    A library that cannot be read is passed over: its pages say so.
    """
    if settings.LIBRARY is None:
        return
    try:
        with LibraryFile(settings.LIBRARY) as library:
            held(library.path, library.state)
            covered(library.path, library.state, By.KIND)
            if can_compare():
                place_all(library)
    except LibraryError:
        return
