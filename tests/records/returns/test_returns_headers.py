"""Headers are matched tolerantly, and never guessed where two would do."""

from pathlib import Path

from conspectus.definitions.return_schema import (
    ListsSchema,
    ReturnColumn,
    TablesSchema,
    codelists,
    return_checks,
    return_schemas,
)
from conspectus.records.returns import check
from conspectus.records.returns.words import word_key
from tests.records.returns.returns_kit import EVENT_HEADER, PEOPLE, adds_up, event, only, rules, sender, toml


def test_case_spaces_punctuation_and_other_names(tmp_path: Path) -> None:
    text = "PERSON-ID; First Name ;FAMILY_NAME;D.O.B.;Post Code\nP1;Ann;Example;3 June 2011;NS1 4AB\n"
    [person] = check(sender(tmp_path, people=text)).people.rows(named=True)
    assert (person["person_id"], person["forename"], person["surname"]) == ("P1", "Ann", "Example")
    assert (str(person["born_first"]), person["postcode"]) == ("2011-06-03", "NS1 4AB")


def test_an_unknown_column_is_told_and_not_read(tmp_path: Path) -> None:
    checked = check(
        sender(
            tmp_path, people=PEOPLE.replace("surname", "surname,Shoe size").replace("Example,", "Example,38,")
        )
    )
    issue = only(checked, "column-unknown")
    assert (issue.value, issue.severity) == ("Shoe size", "query")


def test_without_a_required_column_all_rows_are_set_aside_verbatim(tmp_path: Path) -> None:
    checked = check(
        sender(tmp_path, events="event_id,person_id,started,notes\nE1,P1,2025-05-22,x\nE2,P1,2025-05-23,y\n")
    )
    adds_up(checked)
    issue = only(checked, "column-missing")
    assert (
        issue.message
        == "The column event is missing, and without it no row can be used: all 2 rows were set aside."
    )
    assert checked.set_aside["rule"].to_list() == ["column-missing"] * 2
    assert '"notes":"y"' in checked.set_aside["record"][1]


def test_two_columns_for_one_thing_are_an_error_until_one_is_named(tmp_path: Path) -> None:
    people = "person_id,forename,surname,DOB,Birth Date\nP1,Ann,Example,2011-06-03,2011-06-04\n"
    doubled = check(sender(tmp_path / "a", people=people))
    assert only(doubled, "column-twice").value == "DOB (column D), Birth Date (column E)"
    assert doubled.people["born_first"].to_list() == [None]
    named = check(
        sender(
            tmp_path / "b",
            people=people,
            manifest=toml() + '[columns.people]\ndate_of_birth = "Birth Date"\n',
        )
    )
    assert "column-twice" not in rules(named)
    assert str(named.people["born_first"][0]) == "2011-06-04"
    assert only(named, "column-unknown").value == "DOB"


def test_two_columns_for_a_required_one_set_every_row_aside(tmp_path: Path) -> None:
    checked = check(
        sender(
            tmp_path,
            events="event_id,person_id,event,Start Date,Event Date\nE1,P1,arrest,2025-05-22,2025-05-22\n",
        )
    )
    adds_up(checked)
    assert checked.set_aside["rule"].to_list() == ["column-twice"]


def test_our_own_header_counts_before_other_names(tmp_path: Path) -> None:
    checked = check(sender(tmp_path, people="person_id,Nominal Ref,forename,surname\nP1,77,Ann,Example\n"))
    assert checked.people["person_id"].to_list() == ["P1"]
    assert only(checked, "column-unknown").value == "Nominal Ref"


def test_one_header_may_stand_for_two_columns_where_return_toml_says_so(tmp_path: Path) -> None:
    manifest = toml() + '[columns.events]\nevent_id = "Log"\nsource_ref = "Log"\n'
    checked = check(
        sender(
            tmp_path,
            events="Log,person_id,event,started\nL1,P1,missing_episode,2025-05-22\n",
            manifest=manifest,
        )
    )
    assert checked.events.select("event_id", "source_ref").row(0) == ("L1", "L1")


def test_a_header_that_return_toml_names_in_vain_is_told(tmp_path: Path) -> None:
    manifest = toml() + '[columns.events]\noutcome = "Verdict"\n'
    issue = only(check(sender(tmp_path, manifest=manifest)), "columns-not-found")
    assert (issue.value, issue.severity) == ("Verdict", "error")


def test_no_headers_at_all(tmp_path: Path) -> None:
    checked = check(sender(tmp_path, events=event("E1") + event("E2")))
    adds_up(checked)
    assert only(checked, "headers-missing").message.startswith(
        "No row of headers was found, so none of its 2 rows"
    )
    assert checked.set_aside.height == 2


def test_headers_alone_are_told_with_the_senders_words(tmp_path: Path) -> None:
    text = EVENT_HEADER.replace("started", "Date/Time From") + event(started="x")
    assert only(check(sender(tmp_path, events=text)), "date-unreadable").column == "Date/Time From"


def test_no_header_means_two_columns_of_one_table() -> None:
    for columns in _columns():
        keys = [key for one in columns for key in {word_key(header) for header in (one.id, *one.headers)}]
        assert sorted(keys) == sorted(set(keys)), sorted(key for key in keys if keys.count(key) > 1)


def test_no_word_of_a_code_list_means_two_things() -> None:
    for codes in codelists().values():
        keys = [
            key
            for ours, theirs in codes.values.items()
            for key in {word_key(word) for word in (ours, *theirs)}
        ]
        keys += [word_key(word) for word in codes.blank]
        assert sorted(keys) == sorted(set(keys)), (
            codes.id,
            sorted(key for key in keys if keys.count(key) > 1),
        )


def test_every_check_says_what_to_do_and_fills_only_known_gaps() -> None:
    for check_ in return_checks().values():
        for words in (check_.message, check_.one, check_.todo):
            assert "{" not in words.replace("{value}", "").replace("{column}", "").replace("{count}", "")
        assert check_.todo


def _columns() -> list[tuple[ReturnColumn, ...]]:
    found = []
    for schema in return_schemas().values():
        if isinstance(schema, TablesSchema):
            found += [table.column for table in schema.table]
        else:
            assert isinstance(schema, ListsSchema)
            found += [
                (*schema.common, *one.column) if one.holds == "children" else one.column
                for one in schema.list
            ]
    return found
