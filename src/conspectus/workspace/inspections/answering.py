"""What a page that only changes something answers."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from conspectus.errors import ConspectusError


def done(
    request: HttpRequest,
    act: Callable[[], object],
    *to: Any,  # noqa: ANN401 - a page's name and the parts of its address
    says: str = "",
) -> HttpResponse:
    """Do it, say so or why it could not be done, and go on to the page `to`."""
    try:
        act()
    except ConspectusError as error:
        messages.error(request, str(error))
    else:
        if says:
            messages.success(request, says)
    return redirect(*to)
