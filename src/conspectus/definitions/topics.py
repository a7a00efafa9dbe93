"""Topics of practice, by which a library is narrowed: the model of `library/topics.toml`."""

from functools import cache

from conspectus.definitions.base import SHIPPED, Definition, load


class Topic(Definition):
    """A topic, in the words of reports."""

    id: str
    title: str
    says: tuple[str, ...]


class Topics(Definition):
    """The content of `library/topics.toml`."""

    version: int
    fillers: tuple[str, ...]
    topic: tuple[Topic, ...]


@cache
def topic_words() -> Topics:
    """The shipped topics, and the words of questions that say nothing of any."""
    return load(Topics, SHIPPED / "library" / "topics.toml")


@cache
def topics() -> dict[str, Topic]:
    """Every topic by its word."""
    return {topic.id: topic for topic in topic_words().topic}
