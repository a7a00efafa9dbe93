"""A search kept in a file, and what it finds in the reports that a library did not hold when it was kept."""

import json
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

from conspectus.errors import LibraryError
from conspectus.library.search.finding import search_among
from conspectus.library.search.found import Found
from conspectus.library.search.wanted import Wanted
from conspectus.library.store import LibraryFile
from conspectus.library.words import Polarity, SpokenOf

NEAREST = 200  # sentences of a library: what lies farther from what was asked is no news of it


class Saved(BaseModel):
    """What was asked, and the reports that were there to be found."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    is_a: Literal["conspectus-search-1"] = "conspectus-search-1"
    query: str
    like: bool = False
    words_only: bool = False
    agency: SpokenOf | None = None
    polarity: Polarity | None = None
    kind: str = ""
    theme: str = ""
    area: str = ""
    since: int | None = None
    topic: str = ""
    reports: frozenset[str]

    @property
    def wanted(self) -> Wanted:
        """Its filters."""
        return Wanted(*(getattr(self, name) for name in Wanted._fields))

    def seen(self, library: LibraryFile) -> "Saved":
        """The same search, of which all that the library holds now has been seen."""
        return self.model_copy(update={"reports": frozenset(library.hashes())})


class News(NamedTuple):
    """What is new of a search: the reports added since it was kept, and what it finds in them."""

    reports: int
    found: Found


def news(library: LibraryFile, saved: Saved, *, limit: int = 20) -> News:
    """What a search finds in reports that the library did not hold when it was kept, best first."""
    added = library.hashes() - saved.reports
    if not added:
        return News(0, Found(0, ()))
    if saved.like:
        from conspectus.library.search.meaning import alike  # loads arrays, which words alone do not need

        nearest = alike(library, saved.query, saved.wanted, limit=NEAREST).hits
        hits = tuple(hit for hit in nearest if hit.report.sha256 in added)
        return News(len(added), Found(len(hits), hits[:limit]))
    found = search_among(library, saved.query, saved.wanted, added, limit=limit, words_only=saved.words_only)
    return News(len(added), found)


def read_saved(path: Path) -> Saved:
    """The search of a file; a LibraryError where it holds none."""
    try:
        return Saved.model_validate_json(path.read_text(encoding="utf-8"))
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(map(str, fault["loc"])) or "the file"
        raise LibraryError(f"it holds no search: {where}: {fault['msg']}", str(path), KEEP) from None
    except (OSError, ValueError) as error:
        raise LibraryError(f"it cannot be read: {error}", str(path), KEEP) from None


def as_file(saved: Saved) -> bytes:
    """A search as its file keeps it, which stays the same where nothing else does."""
    told = saved.model_dump(mode="json", exclude_defaults=True) | {"reports": sorted(saved.reports)}
    return json.dumps({"is_a": saved.is_a} | told, indent=2, ensure_ascii=False).encode() + b"\n"


KEEP = "Keep one: conspectus library search LIBRARY WORDS --save FILE"
