"""Which event a word or a heading of a sender's could be: by the names that the field has for it, or nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from conspectus.definitions import agencies, events
from conspectus.definitions.heading_rules import heading_rules
from conspectus.definitions.return_schema import codelists
from conspectus.plain import words
from conspectus.records.mapping.columns import stands_in, words_of
from conspectus.records.returns.words import codelist_lookup, word_key
from conspectus.terms import Agency

IN_ANY_ORDER = 3  # words of a name, from which on their order may be another
DENIALS = ("no", "number", "not", "never", "without", "non")


@dataclass
class Meanings:
    """The names of events that an agency may record, in plain words."""

    agency: Agency
    names: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Its own events first; of others those that several may record, where no own one has the name."""
        for own in (True, False):
            for term in events().values():
                recorded = self.agency in term.recorded_by
                if recorded != own or not (own or term.shared):
                    continue
                for name in (words(term.id), term.title, *term.also, *term.said):
                    if _says_its_end(words_of(name)) or not term.id.endswith("_ended"):
                        self.names.setdefault(words_of(name), term.id)

    def heads(self, heading: str) -> str | None:
        """The event that the heading of a date names: what it begins with counts first.

        None where it tells of something else that was done about the event.
        """
        rules = heading_rules()
        plain = _without_leading(words_of(heading), ("date", "time", "when"))
        begins = [name for name in self.names if f"{plain} ".startswith(f"{name} ")]
        within = [
            name for name in self.names if stands_in(name, plain) and set(name.split()) - set(rules.when)
        ]
        chosen = max(begins or within, key=lambda name: len(name.split()), default="")
        left = set(plain.split()) - set(chosen.split())
        if not chosen:
            return self.telling(heading) if known_agency(heading) == Agency.COUNCIL else None
        return None if left & set(rules.other_acts) else self.names[chosen]

    def telling(self, heading: str) -> str | None:
        """The event of telling the council, where a heading says that somebody was told; never which one was done."""
        rules, said = heading_rules().telling, set(words_of(heading).split())
        if self.agency is Agency.COUNCIL or not said & set(rules.words) or said & set(rules.never):
            return None
        own = (word for word in rules.events if self.agency in events()[word].recorded_by)
        return next(own, None)

    def of(self, text: str) -> str | None:
        """The event that a text names: as a whole, or by the longest name within it; None where two would do."""
        return self.sure(text)[0]

    def sure(self, text: str) -> tuple[str | None, float]:
        """The event that a text names, with how sure that is."""
        plain = words_of(text)
        if plain in self.names:
            return self.names[plain], 0.95
        if plain.startswith("to "):  # where somebody went, and not what this was
            return None, 0.0
        best, named = _longest(self.names, plain)
        if not best:  # in another order: Health assessment - review
            said = set(plain.split())
            best, named = _longest_of(
                self.names,
                [one for one in self.names if len(one.split()) >= IN_ANY_ORDER and set(one.split()) <= said],
            )
        left = set(plain.split()) - named
        same = {name for name, event in self.names.items() if event in best}  # Was not brought (WNB)
        undone = {words_of(one) for one in heading_rules().undone} - same
        if len(best) != 1 or left & undone:
            return None, 0.0
        return self._apart(plain, left) or best.pop(), 0.7

    def _apart(self, plain: str, left: set[str]) -> str | None:
        """The event of a name that stands in a text with other words between: Conference - report submitted."""
        redirects, said = left & set(heading_rules().redirects), set(plain.split())
        met = [name for name in self.names if redirects & set(name.split()) and set(name.split()) <= said]
        longest = max((len(name.split()) for name in met), default=0)
        meant = {self.names[name] for name in met if len(name.split()) == longest}
        return meant.pop() if len(meant) == 1 else None


def _says_its_end(name: str) -> bool:
    return bool(set(name.split()) & {*heading_rules().ends, *heading_rules().finishes, "outcome"})


def known_agency(text: str) -> str | None:
    """The agency that a text names in full or within it; None where it names none, or several."""
    known = codelist_lookup(codelists()["agency"]) | {word_key(one): one.value for one in agencies()}
    if whole := known.get(word_key(text)):
        return whole
    plain = words_of(text)
    names = {one: ours for ours, others in codelists()["agency"].values.items() for one in (ours, *others)}
    met = {ours for name, ours in names.items() if stands_in(words_of(name), plain)}
    return met.pop() if len(met) == 1 else None


def _longest(names: Mapping[str, str], plain: str) -> tuple[set[str], set[str]]:
    """What the longest names within a text mean, and the words of these names."""
    return _longest_of(names, [name for name in names if name and stands_in(name, plain)])


def _longest_of(names: Mapping[str, str], met: Sequence[str]) -> tuple[set[str], set[str]]:
    longest = max((len(name.split()) for name in met), default=0)
    best = [name for name in met if len(name.split()) == longest]
    return {names[name] for name in best}, {word for name in best for word in name.split()}


def outcome_of(text: str, outcomes: Iterable[str]) -> str | None:
    """Which of these outcomes a text names, as a whole or within it; None where two would do, or one is denied."""
    names = {
        words_of(name): one
        for one in outcomes
        for name in (words(one), *heading_rules().outcomes.get(one, ()))
    }
    plain = words_of(text)
    if plain in names:
        return names[plain]
    best, named = _longest(names, plain)
    denied = set(DENIALS) & (set(plain.split()) - named)
    return best.pop() if len(best) == 1 and not denied else None


def _without_leading(plain: str, words: tuple[str, ...]) -> str:
    """A heading without words such as `date of` before what it is about."""
    left = plain.split()
    while len(left) > 1 and left[0] in (*words, "of"):
        left = left[1:]
    return " ".join(left)
