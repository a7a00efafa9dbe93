"""What may be argued about in linkage (`linkage.toml`), and names written in several ways (`nicknames.toml`)."""

from functools import cache

from pydantic import Field

from conspectus.definitions import SHIPPED, Definition, load


class Level(Definition):
    """One degree of agreement, and how often it is seen in each class of pairs; the flags are told in the file."""

    id: str
    says: str
    m: float
    s: float
    r: float
    n: float = 0.0
    learned: tuple[str, ...] = ("m", "s", "r")  # classes whose share is learned; in the others it stays
    tells: bool = False
    sure: bool = False
    household: bool = False
    value: bool = False
    two_people: bool = False
    asks: bool = False
    follows: str | None = None


class Compared(Definition):
    """What is compared; levels from the best agreement down, and when each holds, in SQL."""

    id: str
    title: str
    value: str | None = None  # the column whose value is common or rare
    borne_by: tuple[str, ...] = ()  # columns that tell apart the people who share a value
    namesakes: str = (
        "s"  # the class like which two of one family and one name agree on it; n where levels say so
    )
    levels: tuple[Level, ...]
    when: dict[str, str]

    def place(self, level: str) -> int:
        """Where a level stands, 0 the best; -1 where nothing is known."""
        return next((place for place, known in enumerate(self.levels) if known.id == level), -1)

    def places(self, flag: str) -> list[int]:
        """Where the levels stand that bear a flag."""
        return [place for place, level in enumerate(self.levels) if getattr(level, flag)]


class Brings(Definition):
    """Levels of which a rule brings pairs, and which part of one person's."""

    part: float = 1.0
    levels: dict[str, tuple[str, ...]]


class BlockingRule(Definition):
    """Records agree on every one of `left` with `right`, column by column."""

    title: str
    left: tuple[str, ...]
    right: tuple[str, ...] = ()
    few: str | None = None  # the column of which `left` leaves out the commonest values
    brings: tuple[Brings, ...]

    @property
    def sql(self) -> str:
        """The rule as a condition on the records l and r."""
        pairs = zip(self.left, self.right or self.left, strict=True)
        return " and ".join(f"l.{one} = r.{other}" for one, other in pairs)


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
    shown_at_least: float
    rarity_step: float


class Few(Definition):
    """How many pairs a rule may bring that leaves out what too many share."""

    pairs_per_record: float
    always: int


class Blocking(Definition):
    """Which pairs are looked at, and how many at most."""

    pairs_per_record: int
    always_allowed: int
    whole: int
    letters: int
    rare: int
    few: Few


class People(Definition):
    """Facts of people."""

    unborn_within_days: int
    adult_at: int
    not_a_birthday: tuple[str, ...]
    not_an_address: tuple[str, ...]
    not_a_home: str


class Clusters(Definition):
    """How groups are put together."""

    related: float
    objection: float
    unscored: float
    margin_of_few: float
    compare_all_up_to: int


class Grey(Definition):
    """Bounds of the grey zone, and how much of it is asked."""

    from_: float = Field(alias="from")
    to: float
    at_least: int
    per_hundred: float

    def most(self, records: int) -> int:
        """How many questions are asked of so many records."""
        return max(self.at_least, int(self.per_hundred * records / 100))


class Rails(Definition):
    """What no probability overrules."""

    two_people: float
    recurs: int
    names_link_from: float
    two_forenames_up_to: float
    upn_and_birth: float


class Least(Definition):
    """The fewest pairs of a kind of family for each record, where homes show them and where they do not."""

    seen: float
    unseen: float


class Siblings(Definition):
    """What members of one family share."""

    part: dict[str, float]
    least: Least
    least_namesakes: Least


class Spark(Definition):
    """When Spark compares, where a build runs on it."""

    compared_here_up_to: int


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
    rails: Rails
    siblings: Siblings
    spark: Spark
    same_sender: SameSender
    rule: tuple[BlockingRule, ...]
    phrase: dict[str, str]
    comparison: tuple[Compared, ...]

    def condition(self, compared: Compared, level: str) -> str:
        """When a level holds, in SQL, its phrases written out."""
        text = compared.when[level]
        while "{" in text:
            text = text.format_map(self.phrase)
        return text


class Nicknames(Definition):
    """`nicknames.toml`; the first of each line is the name that the others stand for."""

    source: str
    version: int
    placeholders: tuple[str, ...]
    before_called_name: tuple[str, ...]
    particles: tuple[str, ...]
    endings: tuple[tuple[str, str], ...]
    letters: dict[str, str]
    silent: str
    given: tuple[str, ...]
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
