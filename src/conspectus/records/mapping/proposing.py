"""What each column is proposed to be, by the rules of `mapping.toml`, and how sure that is."""

import re
from dataclasses import dataclass

from conspectus.definitions.heading_rules import HeadingRule, Proposal, heading_rules
from conspectus.definitions.return_schema import codelists
from conspectus.records.mapping.columns import LONGEST_NAME, NAME, SMALL, Column, stands_in, words_of
from conspectus.records.mapping.event_words import Meanings
from conspectus.records.returns.words import codelist_lookup, word_key

UNSEEN = 0.3  # how sure it is that what no rule knows is nothing
BY_CONTENT = 0.6
MOST = 0.9  # of the values of a column that say female or male
LEAST = 0.4  # of the values of a column that speak for a proposal by content alone


@dataclass(frozen=True)
class Proposed:
    """A column with what it is proposed to be."""

    content: Column
    proposal: Proposal
    confidence: float
    words: str  # its heading in plain words
    chosen: bool = False  # somebody who knows it said so
    part: str = ""  # of a name: which part somebody said that it is


def propose(content: Column, meanings: Meanings) -> Proposed:
    """What a column is, by its heading and its content."""
    words = words_of(content.name)
    for rule in heading_rules().rule:
        if _applies(rule, words, content):
            return Proposed(content, rule.proposal, rule.confidence, words)
    by_content = "sex" if _is_sex(content) else _by_content(content, meanings)
    return Proposed(content, by_content or "nothing", BY_CONTENT if by_content else UNSEEN, words)


def _applies(rule: HeadingRule, words: str, content: Column) -> bool:
    if content.kind not in rule.kinds and not (rule.proposal == "name" and _are_few_names(content)):
        return False
    named = not rule.any or any(stands_in(words_of(phrase), words) for phrase in rule.any)
    return named and not any(stands_in(words_of(phrase), words) for phrase in rule.never)


def _are_few_names(content: Column) -> bool:
    """Whether forename and surname stand in most rows of a short list, in which words and names look alike."""
    counts = sum(count for _, count in content.values)
    whole = sum(count for value, count in content.values if _is_whole_name(value))
    return content.kind == "word" and counts < SMALL and whole >= MOST * counts


def _is_whole_name(value: str) -> bool:
    """Forename and surname, each with a capital: Missing person is none."""
    parts = [part for part in re.split(r"[\s,]+", value) if part]
    return (
        bool(NAME.match(value)) and 1 < len(parts) < LONGEST_NAME and all(part[0].isupper() for part in parts)
    )


def _is_sex(content: Column) -> bool:
    """Whether both sexes stand in it and hardly anything else, whatever it is called."""
    known = codelist_lookup(codelists()["sex"])
    told = [(known.get(word_key(value)), count) for value, count in content.values if value[:1].isalpha()]
    sure = sum(count for sex, count in told if sex in ("female", "male"))
    both = {"female", "male"} <= {sex for sex, _ in told}
    return both and sure >= MOST * sum(count for _, count in content.values)


def _by_content(content: Column, meanings: Meanings) -> Proposal | None:
    """Words of events or names of agencies, whatever their column is called."""
    if content.kind != "word":
        return None
    known = codelist_lookup(codelists()["agency"])
    total = sum(count for _, count in content.values)
    spoken = sum(count for value, count in content.values if meanings.of(value))
    agency = sum(count for value, count in content.values if known.get(word_key(value)))
    if agency >= LEAST * total:
        return "with_whom"
    return "word" if spoken >= LEAST * total else None
