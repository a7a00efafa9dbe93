"""A made-up area to test linkage on: families, siblings, twins, moves, and seven senders who write it all down badly.

It shares no code and no name list with the package. `make(records, seed)` gives people as the casebook has them
and the truth: which person each record is.
"""

import random
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import polars as pl

PEOPLE = {
    "sender": pl.String,
    "agency": pl.String,
    "person_id": pl.String,
    "forename": pl.String,
    "surname": pl.String,
    "other_names": pl.String,
    "born_text": pl.String,
    "born_first": pl.Date,
    "born_last": pl.Date,
    "unborn": pl.Boolean,
    "sex": pl.String,
    "postcode": pl.String,
    "address": pl.String,
    "nhs_number": pl.String,
    "upn": pl.String,
    "household": pl.String,
    "ethnicity": pl.String,
    "disability": pl.String,
    "restricted": pl.Boolean,
    "file": pl.String,
    "sheet": pl.String,
    "row": pl.Int64,
}
RELATIONSHIPS = {
    "sender": pl.String,
    "person_id": pl.String,
    "related_person_id": pl.String,
    "relation": pl.String,
    "from_day": pl.Date,
    "to_day": pl.Date,
    "file": pl.String,
    "sheet": pl.String,
    "row": pl.Int64,
}

# Part of families (unless `make` is told others), girls, boys, surnames.
TRADITIONS: dict[str, tuple[float, str, str, str]] = {
    "british": (
        0.62,
        "Olivia Emily Sophie Grace Jessica Chloe Ruby Charlotte Daisy Elizabeth Katherine Megan Ellie Abigail "
        "Rebecca Victoria Jennifer Georgia Holly Lucy Molly Freya Rosie Harriet Samantha Hannah Eleanor Erin Paige Zoe "
        "Amelia Isla Ava Lily Evie Poppy Alice Maya Phoebe Florence Martha Heidi Niamh Orla Bethany Caitlin",
        "Oliver Jack Harry George Noah Charlie Jacob Alfie Oscar Thomas William James Joshua Daniel Benjamin Samuel "
        "Joseph Edward Alexander Robert Michael Christopher Matthew Anthony Nicholas Liam Connor Ryan Kyle Luke Nathan "
        "Toby Archie Logan Mason Reece Dylan Finley Lewis Ethan Leo Max Callum Rhys Owen Jude Stanley",
        "Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright Thompson Evans Walker White Roberts "
        "Green Hall Wood Jackson Clarke Harris Lewis Turner Hill Scott Cooper Morris Ward Moore King Watson Baker "
        "Morgan Young Allen Mitchell Anderson Phillips Lee Bell Parker Davis Bennett Cook Shaw Cox Richardson Carter "
        "Collins Kelly O'Brien Doyle Byrne Campbell MacDonald Stewart Murray Thornton Ogden Fairclough Entwistle "
        "Murphy Ramsden Holt Pickering Sykes Haigh Crossley Dyson Firth Booth Hirst Senior Lockwood Beaumont Armitage "
        "Sutcliffe",
    ),
    "south_asian": (
        0.18,
        "Aisha Fatima Zara Maryam Amina Priya Anjali Simran Jasleen Saima Nadia Iqra Hafsa Sana Rukhsana Zainab "
        "Khadija",
        "Muhammad Ibrahim Yusuf Hamza Bilal Imran Usman Ali Hassan Zain Arjun Rohan Gurpreet Kamran Tariq Adam Ismail",
        "Khan Ahmed Hussain Patel Singh Begum Ali Akhtar Mahmood Shah Kaur Miah Iqbal Malik Chowdhury Rahman Sharma",
    ),
    "polish": (
        0.08,
        "Zofia Julia Maja Oliwia Alicja Natalia Wiktoria Katarzyna Agnieszka Magdalena Lena Hanna",
        "Jakub Antoni Szymon Filip Kacper Mateusz Wojciech Piotr Tomasz Krzysztof Michał Paweł Łukasz",
        "Nowak Kowalski Wiśniewski Wójcik Kamiński Lewandowski Zieliński Woźniak Mazur Krawczyk Zając Król",
    ),
    "arabic": (
        0.06,
        "Layla Noor Yasmin Salma Rania Amal Samira Mariam Hanan",
        "Omar Khalid Mustafa Abdullah Karim Youssef Ahmad Sami Faisal",
        "Al-Hassan Haddad Mansour Nasser Saleh Khalil El-Sayed Najjar Ibrahim Darwish",
    ),
    "african": (
        0.06,
        "Chioma Ngozi Blessing Esther Abena Ama Folake Temitope Hodan Ifrah",
        "Chidi Emeka Tunde Kwame Kofi Emmanuel Abdi Ayodele Tendai Samuel",
        "Okafor Adeyemi Mensah Owusu Boateng Okonkwo Abdi Moyo Ndlovu Osei Balogun",
    ),
}
OTHER_FORMS = {
    "Elizabeth": "Liz Beth Lizzie Libby",
    "Katherine": "Kate Katie Kathryn",
    "Rebecca": "Becky Bex",
    "Victoria": "Vicky Tori",
    "Jennifer": "Jenny Jen",
    "Samantha": "Sam",
    "Abigail": "Abi Abbie",
    "Charlotte": "Lottie Charlie",
    "Eleanor": "Ellie Nell",
    "Thomas": "Tom Tommy",
    "William": "Will Billy",
    "James": "Jamie Jim",
    "Joshua": "Josh",
    "Daniel": "Dan Danny",
    "Benjamin": "Ben",
    "Samuel": "Sam",
    "Joseph": "Joe Joey",
    "Edward": "Ed Teddy",
    "Alexander": "Alex Sasha",
    "Robert": "Rob Bobby",
    "Michael": "Mike Mikey",
    "Christopher": "Chris Topher",
    "Matthew": "Matt",
    "Nicholas": "Nick",
    "Muhammad": "Mohammed Mohammad Mo Mohamed",
    "Ibrahim": "Ebrahim Ibby",
    "Yusuf": "Yousef Yousuf",
    "Hassan": "Hasan",
    "Usman": "Osman",
    "Fatima": "Fatimah Fatema",
    "Aisha": "Ayesha Aysha",
    "Maryam": "Mariam",
    "Zofia": "Zosia",
    "Katarzyna": "Kasia",
    "Agnieszka": "Aga",
    "Jakub": "Kuba",
    "Wojciech": "Wojtek",
    "Krzysztof": "Chris Krzysiek",
    "Youssef": "Yousef Yusuf",
    "Temitope": "Temi Tope",
    "Emmanuel": "Manny",
    "Ayodele": "Ayo Dele",
    "Hussain": "Hussein Husain",
    "Chowdhury": "Choudhury Chaudhry",
    "Ahmed": "Ahmad",
    "Rahman": "Rehman",
    "Poppy": "Pops",
    "Finley": "Fin",
    "Florence": "Flo Flossie",
    "Wiktoria": "Wika",
}
SENDERS = [  # sender, agency, share of children, share of adults, quality, share of NHS numbers, share of UPNs
    ("north-council", "council", 0.80, 0.35, 0.9, 0.5, 0.5),
    ("north-police", "police", 0.45, 0.35, 0.5, 0.0, 0.0),
    ("north-health", "health", 0.75, 0.10, 0.95, 0.97, 0.0),
    ("north-schools", "education", 0.60, 0.0, 0.95, 0.0, 0.98),
    ("north-yjs", "youth_justice", 0.08, 0.0, 0.8, 0.1, 0.2),
    ("north-probation", "probation", 0.0, 0.12, 0.8, 0.0, 0.0),
    ("harbour", "voluntary", 0.15, 0.05, 0.4, 0.0, 0.0),
]


@dataclass(frozen=True)
class Somebody:
    key: str
    forename: str
    surname: str
    born: date
    sex: str
    home: tuple[str, str]
    before: tuple[str, str]
    nhs: str
    upn: str
    adult: bool
    parents: tuple[str, ...] = ()


class Area:
    """People and their records; the same seed gives the same."""

    def __init__(self, seed: int, shares: Mapping[str, float]) -> None:
        self.chance = random.Random(seed)
        self.shares = shares
        self.count = 0
        self.families = 0

    def family(self) -> list[Somebody]:
        chance = self.chance
        tradition = chance.choices(list(self.shares), list(self.shares.values()))[0]
        _, girls, boys, surnames = TRADITIONS[tradition]
        surname, home = chance.choice(surnames.split()), self._address()
        before = self._address() if chance.random() < 0.2 else home
        youngest = date(2007, 6, 1) + timedelta(days=chance.randrange(6400))
        parents = [
            self._person(
                names,
                surname,
                youngest - timedelta(days=chance.randrange(7500, 14000)),
                home,
                before,
                True,
                tradition,
            )
            for names in chance.choice([[girls], [girls, boys]])
        ]
        births = [youngest]
        while chance.random() < 0.5 and len(births) < 5:
            births.append(
                births[-1]
                if chance.random() < 0.04
                else births[-1] - timedelta(days=chance.randrange(330, 1300))
            )
        if chance.random() < 0.06:
            surname = f"{surname}-{chance.choice(surnames.split())}"
        elif chance.random() < 0.12:
            surname = chance.choice(surnames.split())
        children: list[Somebody] = []
        for born in births:
            child = self._person(chance.choice([girls, boys]), surname, born, home, before, False, tradition)
            while child.forename in {other.forename for other in children}:
                child = replace(
                    child, forename=chance.choice((girls if child.sex == "female" else boys).split())
                )
            children.append(replace(child, parents=tuple(parent.key for parent in parents)))
        self.families += 1
        return parents + children

    def records(self, person: Somebody) -> Iterator[tuple[str, str, dict[str, object]]]:
        for sender, agency, of_children, of_adults, quality, nhs, upn in SENDERS:
            if self.chance.random() >= (of_adults if person.adult else of_children):
                continue
            again = agency == "police" and self.chance.random() < 0.08
            for turn in range(2 if again else 1):
                yield sender, agency, self._record(person, quality, nhs, upn) | {"turn": turn}

    def _person(
        self,
        names: str,
        surname: str,
        born: date,
        home: tuple[str, str],
        before: tuple[str, str],
        adult: bool,
        tradition: str,
    ) -> Somebody:
        self.count += 1
        sex = "female" if names.split()[0] in ("Olivia", "Aisha", "Zofia", "Layla", "Chioma") else "male"
        nhs = f"{9_000_000_000 + self.count * 104_729 % 999_999_999}"
        upn = f"A{self.count * 7919 % 10**12:012d}"
        return Somebody(
            f"{tradition}/{self.count}",
            self.chance.choice(names.split()),
            surname,
            born,
            sex,
            home,
            before,
            nhs,
            upn,
            adult,
        )

    def _address(self) -> tuple[str, str]:
        place = self.chance.randrange(1 + self.families // 4)
        letters = "ABDEFGHJLN"[place // 9 % 10] + "PQRSTUWXYZ"[place // 90 % 10]
        postcode = f"NS{1 + place // 400} {1 + place % 9}{letters}"
        return (
            f"{self.chance.randrange(1, 60)} {['Mill', 'Church', 'Station', 'Park'][place % 4]} Road",
            postcode,
        )

    def _record(self, person: Somebody, quality: float, nhs: float, upn: float) -> dict[str, object]:
        chance, sloppy = self.chance, 1.0 - quality
        street, postcode = person.before if chance.random() < 0.15 + sloppy / 2 else person.home
        forename, surname = self._forename(person, sloppy), self._surname(person, sloppy)
        if chance.random() < 0.01 * (1 + sloppy):
            forename, surname = surname, forename
        first, last = self._born(person, sloppy)
        return {
            "forename": forename,
            "surname": surname,
            "other_names": person.forename if forename != person.forename and chance.random() < 0.3 else None,
            "born_first": first,
            "born_last": last,
            "sex": None if chance.random() < 0.03 else person.sex if chance.random() > 0.006 else "other",
            "postcode": None if chance.random() < 0.05 + sloppy / 5 else postcode,
            "address": street if quality > 0.6 and chance.random() < 0.8 else None,
            "nhs_number": self._number(person.nhs, nhs),
            "upn": self._number(person.upn, upn) if not person.adult else None,
        }

    def _forename(self, person: Somebody, sloppy: float) -> str:
        forms = OTHER_FORMS.get(person.forename, "").split()
        if forms and self.chance.random() < 0.1 + sloppy / 4:
            return self.chance.choice(forms)
        return self._typed(person.forename, sloppy)

    def _surname(self, person: Somebody, sloppy: float) -> str:
        surname = person.surname
        if "-" in surname and not surname.startswith(("Al-", "El-")) and self.chance.random() < 0.35:
            return self.chance.choice(surname.split("-"))
        if surname in OTHER_FORMS and self.chance.random() < 0.15:
            return self.chance.choice(OTHER_FORMS[surname].split())
        if surname.endswith("ski") and person.sex == "female" and self.chance.random() < 0.6:
            surname = surname[:-1] + "a"
        if self.chance.random() < 0.01:
            return self.chance.choice(TRADITIONS["british"][3].split())
        return self._typed(surname, sloppy)

    def _typed(self, name: str, sloppy: float) -> str:
        if self.chance.random() < 0.6:
            name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
        if self.chance.random() >= 0.015 + sloppy / 20 or len(name) < 4:
            return name
        at = self.chance.randrange(1, len(name) - 1)
        swapped = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
        return self.chance.choice([name[:at] + name[at + 1 :], swapped, name[:at] + name[at] + name[at:]])

    def _born(self, person: Somebody, sloppy: float) -> tuple[date | None, date | None]:
        born, throw = person.born, self.chance.random() / (0.5 + sloppy)
        if throw < 0.01 and born.day <= 12:
            born = date(born.year, born.day, born.month)
        elif throw < 0.02:
            born = date(born.year, 1, 1)
        elif throw < 0.03:
            born = born + timedelta(days=self.chance.choice([1, -1, 10, -10]))
        elif throw < 0.05:
            return None, None
        elif throw < 0.055:
            return date(born.year, born.month, 1), date(born.year, born.month, 28)
        return born, born

    def _number(self, number: str, share: float) -> str | None:
        if self.chance.random() >= share:
            return None
        if self.chance.random() < 0.006:
            return f"{number[:-2]}{(int(number[-2:]) + 37) % 100:02d}"
        return number


def make(
    records: int, seed: int, *, shares: Mapping[str, float] | None = None
) -> tuple[pl.DataFrame, pl.DataFrame, dict[tuple[str, str], str]]:
    """About so many records: people, relationships, and the truth (sender, person_id) → person.

    A person's key begins with a naming tradition; `shares` says how many families follow each.
    """
    area = Area(seed, shares or {name: tradition[0] for name, tradition in TRADITIONS.items()})
    rows: list[dict[str, object]] = []
    truth: dict[tuple[str, str], str] = {}
    ids: dict[tuple[str, str], str] = {}
    bonds: list[dict[str, object]] = []
    while len(rows) < records:
        members = area.family()
        for person in members:
            for sender, agency, record in area.records(person):
                turn = record.pop("turn")
                person_id = f"{sender[6:8].upper()}{(len(rows) * 7919 + 13) % 1_000_003}"
                rows.append({"sender": sender, "agency": agency, "person_id": person_id, **record})
                truth[sender, person_id] = person.key
                if not turn:
                    ids[sender, person.key] = person_id
        for person in members:
            for parent in person.parents:
                if ("north-council", person.key) in ids and ("north-council", parent) in ids:
                    bonds.append(
                        {
                            "sender": "north-council",
                            "person_id": ids["north-council", parent],
                            "related_person_id": ids["north-council", person.key],
                            "relation": "parent",
                        }
                    )
    return table(PEOPLE, rows), table(RELATIONSHIPS, bonds), truth


def table(schema: dict[str, type[pl.DataType]], rows: list[dict[str, object]]) -> pl.DataFrame:
    """Rows with the rest of the columns empty."""
    full = [
        {column: row.get(column) for column in schema} | {"row": number} for number, row in enumerate(rows, 2)
    ]
    frame = pl.DataFrame(full, schema=schema)
    if "unborn" in schema:
        frame = frame.with_columns(
            pl.col("unborn", "restricted").fill_null(False), file=pl.lit("people.csv"), sheet=pl.lit("")
        )
    else:
        frame = frame.with_columns(file=pl.lit("relationships.csv"), sheet=pl.lit(""))
    return frame


def senders(people: pl.DataFrame) -> pl.DataFrame:
    """Table `senders`, one year covered."""
    return (
        people.select("sender", "agency")
        .unique()
        .sort("sender")
        .with_columns(
            schema=pl.lit("events-1"),
            period_from=pl.lit(date(2025, 4, 1)),
            period_to=pl.lit(date(2026, 3, 31)),
            extracted=pl.lit(None, pl.Datetime),
            scope=pl.lit("residence"),
        )
    )


@dataclass(frozen=True)
class Measured:
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / max(self.precision + self.recall, 1e-12)

    def __str__(self) -> str:
        return f"precision {self.precision:.4f}, recall {self.recall:.4f}, F1 {self.f1:.4f}"


def measured(truth: dict[tuple[str, str], str], groups: dict[tuple[str, str], str]) -> Measured:
    """As `of_columns`, from who each record is and which group it was put into."""
    return of_columns([truth[ref] for ref in groups], list(groups.values()))


def of_columns(true: Sequence[object] | pl.Series, found: Sequence[object] | pl.Series) -> Measured:
    """Of all pairs of records put together, how many are one person; of all of one person, how many are together."""
    frame = pl.DataFrame([pl.Series("true", true), pl.Series("found", found)])
    right = pairs_within(frame, "true", "found")
    return Measured(right / max(pairs_within(frame, "found"), 1), right / max(pairs_within(frame, "true"), 1))


def pairs_within(frame: pl.DataFrame, *columns: str) -> int:
    """How many pairs of rows agree on these columns."""
    sizes = frame.group_by(columns).len()["len"].cast(pl.Int64)
    return int((sizes * (sizes - 1) // 2).sum())
