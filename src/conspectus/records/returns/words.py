"""What senders write, compared without regard to case, spaces, punctuation and enumerators such as "b) "."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

import polars as pl

from conspectus.definitions.return_schema import CodeList, FromColumn, codelists
from conspectus.records.returns.fates import sent

ENUMERATOR = r"^\s*[A-Za-z]{1,2}\)\s*"


@lru_cache(maxsize=65_536)
def word_key(text: str) -> str:
    """What is left of a word when it is compared: letters and digits, in lower case."""
    return re.sub(r"[\W_]+", "", re.sub(ENUMERATOR, "", text).lower())


def lookup(ours: Iterable[str], theirs: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Our word by the key of each that means it; our own words count first."""
    keys = {word_key(other): word for word, others in theirs.items() for other in others}
    return keys | {word_key(word): word for word in ours}


def codelist_lookup(codes: CodeList) -> dict[str, str]:
    """Our word by the key of each that means it; what means nothing gives an empty text."""
    return {word_key(blank): "" for blank in codes.blank} | lookup(codes.values, codes.values)


def recode(sent: pl.Series, words: Mapping[str, str]) -> pl.Series:
    """Our word for each that was sent: "" where it means nothing, null where blank or not understood.

    A value of a code and its text ("E1: Placement order") is understood by the whole, the code or the text.
    """
    if sent.null_count() == sent.len():
        return sent.cast(pl.String)
    distinct = sent.drop_nulls().unique()
    understood = {text: _understand(text, words) for text in distinct}
    known = {text: word for text, word in understood.items() if word is not None}
    return sent.replace_strict(list(known), list(known.values()), default=None, return_dtype=pl.String)


def _understand(text: str, words: Mapping[str, str]) -> str | None:
    bare = re.sub(ENUMERATOR, "", text)
    code, _, rest = bare.partition(":") if ":" in bare else bare.partition(" - ")
    for tried in (text, bare, code, rest):
        found = words.get(word_key(tried))
        if found is not None and word_key(tried):
            return found
    return words.get("") if not word_key(text) else None


def coded(rows: pl.DataFrame, source: FromColumn) -> pl.Series:
    """What a column says in our words; "yes" where it holds a number above one that is named."""
    if source.above is not None:
        return rows.select(pl.when(_above(source, source.above)).then(pl.lit("yes")))["literal"]
    words = _words_of(source)
    blank = words.get("")
    said = recode(rows[f"sent:{source.column}"], words)
    empty = rows[f"sent:{source.column}"].is_null()
    return (
        said if blank is None else pl.select(pl.when(empty).then(pl.lit(blank)).otherwise(said)).to_series()
    )


def says_yes(rows: pl.DataFrame, source: FromColumn) -> pl.Series:
    """Whether a column says yes in our words (`coded`), without writing our word into every row."""
    if source.above is not None:
        return rows.select(_above(source, source.above).fill_null(value=False)).to_series()
    words, texts = _words_of(source), rows[f"sent:{source.column}"]
    yes = [text for text in texts.drop_nulls().unique() if _understand(text, words) == "yes"]
    return texts.is_in(yes).fill_null(value=words.get("") == "yes")


def _above(source: FromColumn, least: float) -> pl.Expr:
    return sent(source.column).cast(pl.Float64, strict=False) > least


def _words_of(source: FromColumn) -> dict[str, str]:
    codes = {} if source.codelist is None else codelist_lookup(codelists()[source.codelist])
    return codes | lookup((), source.words)
