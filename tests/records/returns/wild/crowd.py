"""Two agencies that know the same hundred made-up people, to see what becomes of a few strange ones among them."""

import random
from pathlib import Path

from tests.records.returns.wild.making import HEADER, POLICE, send

NAMES_HEADER = "person_id,forename,surname,date_of_birth,sex,postcode,nhs_number\n"
FORENAMES = [
    "Alba", "Bruno", "Clara", "Dov", "Elsie", "Femi", "Greta", "Hugo",
    "Ines", "Jonah", "Keira", "Leo", "Maeve", "Nils", "Orla", "Petra",
    "Rafi", "Saba", "Tobias", "Uma", "Viggo", "Willa", "Xander", "Yara",
    "Zeb",
]  # fmt: skip
SURNAMES = [
    "Abbot", "Birch", "Cole", "Dane", "Ember", "Frost", "Gale", "Hurst",
    "Ivory", "Joyce", "Kemp", "Lark", "Moss", "Nash", "Orme", "Pike",
    "Quill", "Rowe", "Sayer", "Thorn", "Usher", "Vale", "Wynn", "Yates",
]  # fmt: skip
TWINS = (
    ("Evie", "Eva"), ("Aiden", "Kaiden"), ("Mila", "Milan"), ("Yusuf", "Yunus"), ("Max", "Mack"),
    ("Abdul Karim", "Abdul Rahim"), ("Ewan", "Owen"), ("Holly", "Hollie"), ("Rory", "Corey"), ("Ada", "Ida"),
)  # fmt: skip


def crowd(area: Path, *, council: str = "", police: str = "", people: int = 100) -> Path:
    """Both agencies' returns, with further lines of their people files."""
    draw = random.Random(47)
    lines = [_line(draw) for _ in range(people)]
    ours = NAMES_HEADER + "".join(f"K{1000 + n},{line}\n" for n, line in enumerate(lines)) + council
    theirs = NAMES_HEADER + "".join(f"P{1000 + n},{line}\n" for n, line in enumerate(lines)) + police
    enquiry = HEADER + "A1,K1000,strategy_discussion,2025-09-01,,section_47,,N1\n"
    told = HEADER + "N1,P1000,notification,2025-07-01 20:10,,,council,L1\n"
    send(area, {"people.csv": ours, "events.csv": enquiry}, covers=["strategy_discussion"])
    sent = {"people.csv": theirs, "events.csv": told}
    return send(area, sent, sender=POLICE, agency="police", covers=["notification"])


def _line(draw: random.Random) -> str:
    day = f"{draw.randint(2008, 2020)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
    home = f"ZZ{draw.randint(1, 9)} {draw.randint(1, 9)}{draw.choice('ABDE')}{draw.choice('FGHJ')}"
    return ",".join(
        (draw.choice(FORENAMES), draw.choice(SURNAMES), day, draw.choice(["female", "male"]), home, "")
    )


def twins() -> tuple[str, str, list[tuple[str, str]]]:
    """Twins of one home: lines of the council, which knows both, of the police, which know one; pairs kept apart."""
    ours, theirs = [], []
    for n, (one, other) in enumerate(TWINS):
        rest = f"Pairham{n},2012-0{n % 9 + 1}-{n + 11},female,ZZ{n % 9 + 1} 5QB,"
        ours += [f"A{n},{one},{rest}", f"B{n},{other},{rest}"]
        theirs += [f"X{n},{other},{rest}"]
    rest = "Counted,2014-04-06,female,ZZ6 6DD"
    ours += [f"M1,Nell,{rest},{nhs_number(987001)}", f"M2,Nelle,{rest},{nhs_number(987002)}"]
    theirs += [f"X99,Nelle,{rest},{nhs_number(987002)}"]
    pairs = [(f"A{n}", f"B{n}") for n in range(len(TWINS))] + [("M1", "M2")]
    return "\n".join(ours) + "\n", "\n".join(theirs) + "\n", pairs


def nhs_number(seed: int) -> str:
    """A number of the range kept for tests, with a right check digit."""
    for extra in range(10):
        nine = f"99{seed:06}{extra}"
        check = 11 - sum(int(digit) * (10 - place) for place, digit in enumerate(nine)) % 11
        if check != 10:
            return f"{nine}{check % 11}"
    raise AssertionError(seed)
