"""What can be asked in an address, and what can be answered besides what was asked for."""

from typing import Annotated

from ninja import Path, Query

from conspectus.workspace.api.shapes import Invalid, Problem

LARGEST = 2**31 - 1
Id = Annotated[int, Path(ge=1, le=LARGEST)]
Count = Annotated[int, Query(ge=1, le=500, description="How many at most.")]
Offset = Annotated[int, Query(ge=0, le=LARGEST, description="How many to pass over.")]
Words = Annotated[str, Query(max_length=60)]
ANSWERS = {401: Problem, 403: Problem, 404: Problem, 422: Invalid}
