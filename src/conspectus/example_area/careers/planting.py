"""Children planted for a theme: who fit its pattern unseen, who were discussed in time or late, and near misses.

Each planted child's record is written by hand: which signs, how far apart, held by whom, and what was done. A family
that holds one is left out of the other careers, so that nothing else can make or unmake the pattern. A story that
does not come out as meant (a sign fell on a day too far, a clinic was closed) is written again.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from conspectus.definitions import Pattern, Sign, patterns
from conspectus.example_area.careers.everyday import order, support
from conspectus.example_area.careers.signs import Page, holders, show
from conspectus.example_area.draw import Draw
from conspectus.example_area.people import Family, Person
from conspectus.example_area.register import Happening
from conspectus.example_area.settings import period, senders
from conspectus.example_area.truth_gaps import Fit
from conspectus.example_area.when import on, plus_working, working_from
from conspectus.terms import Agency

COUNCIL, POLICE = Agency.COUNCIL, Agency.POLICE
HeldSign = tuple[Sign, Agency]


@dataclass
class Story:
    """One planted child and the pen that writes its record; `day` moves on with what is written."""

    page: Page
    pattern: Pattern
    day: date = field(init=False)

    def __post_init__(self) -> None:
        """The story begins on some working day that leaves time for what follows."""
        first, last = period()
        room = min(140, self.pattern.window.length + 50)
        self.day = self.draw.working_day(first + timedelta(days=10), last - timedelta(days=room))

    @property
    def draw(self) -> Draw:
        """The source of chance."""
        return self.page.draw

    def tell(self, shown: list[HeldSign], *, apart: int = 0) -> None:
        """Sign after sign, a few days or so many more between them."""
        for sign, agency in shown:
            last = show(self.page, sign, agency, day=self.day, times=sign.at_least)
            self.day = last + timedelta(days=self.draw.between(3, 8) + apart)

    def together(self) -> list[HeldSign]:
        """As many signs as the pattern asks for, or one more, that no agency shows alone."""
        while True:
            signs = self.draw.shuffle(list(self.pattern.sign))
            shown = [
                (sign, self.draw.pick(holders(sign)))
                for sign in signs[: self.enough + self.draw.happens("theme.one_more_sign")]
            ]
            counts = [sum(agency == held for _, held in shown) for _, agency in shown]
            if max(counts) < self.enough:
                return shown

    @property
    def enough(self) -> int:
        """How many signs the pattern asks for."""
        return self.pattern.at_least_signs

    def known_to_others(self) -> None:
        """An early contact that came to nothing, and perhaps an order or support that is no sign."""
        draw, child, book = self.draw, self.page.child, self.page.book
        if child.age_on(period()[0]) >= 10 and draw.happens("theme.youth_justice"):
            order(child, draw=draw, book=book)
        if draw.happens("theme.support"):
            support(child, draw=draw, book=book)
        book.add(Happening(COUNCIL, child, "contact", on(self.day - timedelta(days=draw.between(3, 9)))))

    def act(self, day: date) -> None:
        """A meeting that discusses the child, as the council and perhaps the police record it."""
        words = self.pattern.acted.words
        word = "exploitation_meeting" if "exploitation_meeting" in words else "strategy_discussion"
        outcome = "plan" if word == "exploitation_meeting" else "single_agency"
        assert word in words
        for agency in (COUNCIL, POLICE) if self.draw.happens("theme.police_record") else (COUNCIL,):
            self.page.book.add(Happening(agency, self.page.child, word, on(day), outcome=outcome))


# --- the tales -----------------------------------------------------------------------------------


def unseen(story: Story) -> None:
    """Fits, and nobody brought it together."""
    story.known_to_others()
    story.tell(story.together())


def discussed(story: Story) -> None:
    """Fits, and was discussed within ten working days of the last sign, or while they gathered."""
    unseen(story)
    story.act(plus_working(working_from(story.day - timedelta(days=9)), story.draw.pick((0, 1, 3, 5))))


def late(story: Story) -> None:
    """Fits, and was discussed only long after."""
    unseen(story)
    story.act(plus_working(story.day, story.draw.between(14, 35)))


def still_open(story: Story) -> None:
    """Fits so late in the year that there was still time to act."""
    story.day = min(sender.to for sender in senders().values()) - timedelta(days=story.draw.between(8, 75))
    story.tell(story.together())


def too_few_signs(story: Story) -> None:
    """A near miss: one sign fewer than the pattern asks for."""
    story.tell(story.together()[: story.enough - 1])


def one_agency(story: Story) -> None:
    """A near miss: signs enough, all of them in one agency's own record."""
    by_agency = {agency: [s for s in story.pattern.sign if agency in holders(s)] for agency in Agency}
    able = [agency for agency, signs in by_agency.items() if len(signs) >= story.enough]
    if not able:
        return too_few_signs(story)
    agency = story.draw.pick(able)
    return story.tell([(sign, agency) for sign in by_agency[agency][: story.enough]])


def far_apart(story: Story) -> None:
    """A near miss: signs enough, never so many within the window."""
    story.day = period()[0] + timedelta(days=12)
    story.tell(story.together()[: story.enough], apart=story.pattern.window.length // 2 + 5)


def too_seldom(story: Story) -> None:
    """A near miss: one of the signs shows once too seldom."""
    *others, (sign, agency) = story.together()[: story.enough]
    story.tell(others)
    if sign.at_least > 1:
        show(story.page, sign, agency, day=story.day, times=sign.at_least - 1)


@dataclass(frozen=True)
class Tale:
    """A story, and what the truth must say of its child: whether it fits, is a gap, and was acted upon."""

    write: Callable[[Story], None]
    fits: bool
    gap: bool = False
    acted: bool = False

    def came_out(self, found: list[Fit]) -> bool:
        """Whether the record that was written says what was meant."""
        told = [(fit.gap, fit.acted_on is not None) for fit in found]
        return told == ([(self.gap, self.acted)] if self.fits else [])


def tales(number: int) -> list[Tale]:
    """Which children are written: the unseen first, so that a small area has one at least."""
    few, seldom = max(1, number // 3), max(1, number // 6)
    times = [
        (Tale(unseen, fits=True, gap=True), number),
        (Tale(discussed, fits=True, acted=True), number),
        (Tale(late, fits=True, gap=True, acted=True), few),
        (Tale(still_open, fits=True), 1),
        *((Tale(near, fits=False), seldom) for near in (too_few_signs, one_agency, far_apart, too_seldom)),
    ]
    return [tale for tale, often in times for _ in range(often)]


def chosen_child(family: Family, *, theme: str, draw: Draw) -> Person | None:
    """The eldest of the family who is of the theme's age."""
    first, last = draw.shares(f"ages.{theme}") if theme in patterns() else (8, 16)
    able = [child for child in family.children if first <= child.age_on(period()[0]) <= last]
    return max(able, key=lambda child: (child.age_on(period()[0]), -child.number), default=None)
