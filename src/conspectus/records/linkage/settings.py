"""What may be argued about in linkage (`linkage.toml`), and names written in several ways (`nicknames.toml`)."""

from functools import cache

from pydantic import Field

from conspectus.definitions import SHIPPED, Definition, load


class Level(Definition):
    """One degree of agreement, and how often it is seen in each class of pairs."""

    id: str
    says: str
    m: float
    s: float
    r: float
    learned: tuple[str, ...] = ("m", "s", "r")  # classes whose share is learned; in the others it stays


class Compared(Definition):
    """What is compared; levels from the best agreement down."""

    id: str
    title: str
    levels: tuple[Level, ...]

    def place(self, level: str) -> int:
        """Where a level stands, 0 the best."""
        return next(place for place, known in enumerate(self.levels) if known.id == level)


class Strength(Definition):
    """How many pairs the starting shares count for."""

    m: float
    s: float
    r: float


class Learning(Definition):
    """How the classes are learned."""

    random_pairs: int
    steadied_by: Strength
    enough: int
    rounds: int
    settled: float
    found_by_rules: float


class Blocking(Definition):
    """Which pairs are looked at, and how many at most."""

    pairs_per_record: int
    always_allowed: int
    letters: int
    rare: int


class People(Definition):
    """Facts of people."""

    unborn_within_days: int
    adult_at: int
    generation: int


class Clusters(Definition):
    """How groups are put together."""

    related: float
    objection: float
    unscored: float
    compare_all_up_to: int


class Grey(Definition):
    """Bounds of the grey zone."""

    from_: float = Field(alias="from")
    to: float


class Siblings(Definition):
    """What members of one household share."""

    same_surname: float
    same_home: float


class SameSender(Definition):
    """How often two records of one class come from one sender."""

    m: float
    s: float


class Settings(Definition):
    """`linkage.toml`."""

    version: int
    source: str
    learning: Learning
    blocking: Blocking
    people: People
    clusters: Clusters
    questions: Grey
    siblings: Siblings
    comparison: tuple[Compared, ...]
    same_sender: SameSender


class Nicknames(Definition):
    """`nicknames.toml`; the first of each line is the name that the others stand for."""

    source: str
    version: int
    placeholders: tuple[str, ...]
    before_called_name: tuple[str, ...]
    particles: tuple[str, ...]
    endings: tuple[tuple[str, str], ...]
    forenames: tuple[tuple[str, ...], ...]
    surnames: tuple[tuple[str, ...], ...]


@cache
def settings() -> Settings:
    """The shipped settings."""
    return load(Settings, SHIPPED / "linkage.toml")


@cache
def nicknames() -> Nicknames:
    """The shipped names."""
    return load(Nicknames, SHIPPED / "nicknames.toml")
