"""Load every shipped definition, so that a mistake in a data file is found before anything runs."""

import sys
from collections.abc import Callable, Sized

from conspectus.definitions import (
    agencies,
    disclosure_rule,
    duties,
    episodes,
    events,
    frameworks,
    inspectorates,
    patterns,
    published_areas,
    report_authors,
    report_kinds,
    report_themes,
    report_wording,
    sampling_plan,
)
from conspectus.definitions.heading_rules import heading_rules
from conspectus.definitions.polarity_words import polarity_words
from conspectus.definitions.return_schema import codelists, return_checks, return_schemas
from conspectus.definitions.spoken_of import spoken_of_words
from conspectus.definitions.study_words import study_words
from conspectus.definitions.topics import topics
from conspectus.errors import DefinitionError
from conspectus.records.casebook import schema

KINDS: dict[str, Callable[[], Sized]] = {
    "agencies": agencies,
    "inspectorates": inspectorates,
    "events": events,
    "episodes": episodes,
    "duties": duties,
    "patterns": patterns,
    "frameworks": frameworks,
    "return schemas": return_schemas,
    "checks of returns": return_checks,
    "code lists": codelists,
    "areas of published reports": published_areas,
    "kinds of published report": report_kinds,
    "inspectorates of published reports": report_authors,
    "themes of published reports": report_themes,
    "grades of published reports": lambda: report_wording().grade,
    "rules for headings of exports": lambda: heading_rules().rule,
    "casebook tables": schema,
    "agencies as reports name them": lambda: spoken_of_words().agency,
    "topics of published reports": topics,
    "parts of the study of reports": lambda: study_words().part,
    "words of praise in reports": lambda: polarity_words().strength,
    "words of fault in reports": lambda: polarity_words().weakness,
}


def main() -> int:
    """Print how many there are of each kind; 1 if any cannot be loaded."""
    faults = []
    for kind, loaded in KINDS.items():
        try:
            print(f"{len(loaded())} {kind}")
        except DefinitionError as error:
            faults.append(str(error))
    try:
        print(f"{len(sampling_plan().stratum)} strata of the sample")
        print(f"{disclosure_rule().smallest} is the smallest count that is told to those who see no child")
    except DefinitionError as error:
        faults.append(str(error))
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
