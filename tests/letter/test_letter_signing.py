"""Signatures on files: made, checked, and every way in which one can fail named."""

import base64
import json
import resource
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from conspectus.errors import LetterError
from conspectus.letter import Letter, Outcome, Paths, Verdict, load_keys, make_keys, sign, verify
from conspectus.letter.hashing import content_hash
from conspectus.signing import load_private, write_all
from tests.letter.conftest import Case
from tests.letter.test_letter_verify import copy, rewrite
from tests.shared_making import a_copy, made_once

BODIES = ("ofsted", "hmicfrs", "cqc", "hmip")

__all__ = ["copy"]  # the fixture


@pytest.fixture(scope="session")
def signed_once(published: Paths, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key pair for each inspectorate, and the letter signed by everybody: once in a run."""

    def make(folder: Path) -> None:
        shutil.copytree(published.letter.parent, folder / "letter")
        for body in BODIES:
            make_keys(body, folder / "keys")
            key = folder / "keys" / f"{body}.key"
            sign(folder / "letter" / "letter.json", inspectorate=body, key_file=key)

    return made_once(tmp_path_factory, "letter-signed", make)


@pytest.fixture
def keys(signed_once: Path, tmp_path: Path) -> Path:
    """The key pairs."""
    return a_copy(signed_once / "keys", tmp_path / "keys")


@pytest.fixture
def signed(signed_once: Path, tmp_path: Path) -> Path:
    """The letter that everybody signed."""
    return a_copy(signed_once / "letter", tmp_path / "signed")


def wrong(verdict: Verdict) -> dict[str, str]:
    """What does not hold, and what is said of it."""
    return {one.check: one.says for one in verdict.findings if one.outcome is Outcome.DOES_NOT_HOLD}


def test_a_letter_signed_by_everybody_holds(signed: Path, keys: Path) -> None:
    verdict = verify(signed, keys=keys / "keys.toml")
    assert (verdict.exit_code, wrong(verdict)) == (0, {})
    held = {one.check for one in verdict.findings if one.outcome is Outcome.HOLDS}
    assert {f"signature, {body}" for body in BODIES} <= held


def test_keys_may_be_json_as_well(signed: Path, keys: Path, tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    path.write_text(load_keys(keys / "keys.toml").model_dump_json(), encoding="utf-8")
    assert verify(signed, keys=path).exit_code == 0


def test_without_keys_the_signer_is_not_authenticated(signed: Path) -> None:
    verdict = verify(signed)
    assert verdict.exit_code == 1
    assert list(wrong(verdict)) == ["signatures"]
    assert "Signer not authenticated" in wrong(verdict)["signatures"]


def test_an_unsigned_letter_says_so_and_is_judged_on_the_rest(copy: Path, keys: Path) -> None:
    verdict = verify(copy, keys=keys / "keys.toml")
    assert verdict.exit_code == 0
    assert "unsigned" in verdict.findings[-1].says


def test_who_has_not_signed_is_named(copy: Path, keys: Path) -> None:
    sign(copy / "letter.json", inspectorate="cqc", key_file=keys / "cqc.key")
    found = wrong(verify(copy, keys=keys / "keys.toml"))
    assert set(found) == {"signature, ofsted", "signature, hmicfrs", "signature, hmip"}
    assert "has not signed" in found["signature, hmicfrs"]


def test_changed_content_breaks_every_signature_even_when_the_hash_was_made_to_fit(
    signed: Path, keys: Path
) -> None:
    rewrite(signed / "letter.json", lambda letter: letter.update(log_says="Nothing to see."), forge=True)
    found = wrong(verify(signed, keys=keys / "keys.toml"))
    assert {f"signature, {body}" for body in BODIES} <= set(found)
    assert "content" not in found
    assert "over this content" in found["signature, cqc"]


def flip(text: str) -> str:
    """One bit of base64 bytes changed."""
    raw = bytearray(base64.b64decode(text))
    raw[0] ^= 1
    return base64.b64encode(bytes(raw)).decode("ascii")


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("signature", flip),
        ("signature", lambda _: "not base64"),
        ("signature", lambda _: ""),
        ("inspectorate", lambda _: "ofsted"),  # another's name on it
        ("inspectorate", lambda _: "nobody"),
    ],
)
def test_a_changed_signature_is_named(
    signed: Path, keys: Path, field: str, change: Callable[[str], str]
) -> None:
    def forge(letter: dict[str, Any]) -> None:
        one = next(one for one in letter["signatures"] if one["inspectorate"] == "hmicfrs")
        one[field] = change(one[field])

    rewrite(signed / "letter.json", forge)
    verdict = verify(signed, keys=keys / "keys.toml")
    assert verdict.exit_code == 1
    assert "signature, hmicfrs" in wrong(verdict)
    assert "signature, cqc" not in wrong(verdict)


def test_another_key_of_the_same_name_is_refused_and_a_second_key_is_not(
    signed: Path, keys: Path, tmp_path: Path
) -> None:
    make_keys("hmicfrs", tmp_path / "others")
    rest = [one.model_dump() for one in load_keys(keys / "keys.toml").key if one.inspectorate != "hmicfrs"]
    new = [one.model_dump() for one in load_keys(tmp_path / "others" / "keys.toml").key]
    old = [one.model_dump() for one in load_keys(keys / "keys.toml").key if one.inspectorate == "hmicfrs"]
    path = tmp_path / "keys.json"
    for given, expect in ((rest + new, {"signature, hmicfrs"}), (rest + new + old, set())):
        path.write_text(json.dumps({"key": given}), encoding="utf-8")
        assert set(wrong(verify(signed, keys=path))) == expect
    path.write_text(json.dumps({"key": rest}), encoding="utf-8")
    assert "no key of" in wrong(verify(signed, keys=path))["signature, hmicfrs"]


def test_a_letter_that_does_not_hold_is_not_signed(copy: Path, keys: Path) -> None:
    rewrite(copy / "letter.json", lambda letter: letter["statements"].pop(0), forge=True)
    with pytest.raises(LetterError, match="does not hold, so it is not signed: statements"):
        sign(copy / "letter.json", inspectorate="cqc", key_file=keys / "cqc.key")
    with pytest.raises(LetterError, match="does not hold"):
        sign(copy / "nowhere.json", inspectorate="cqc", key_file=keys / "cqc.key")


def test_only_who_leads_signs_and_signing_twice_is_signing_once(copy: Path, keys: Path) -> None:
    path = copy / "letter.json"
    make_keys("ciw", keys)
    with pytest.raises(LetterError, match="leads for none of the agencies"):
        sign(path, inspectorate="ciw", key_file=keys / "ciw.key")
    for _ in range(2):
        sign(path, inspectorate="cqc", key_file=keys / "cqc.key")
    assert [one.inspectorate for one in Letter.model_validate_json(path.read_bytes()).signatures] == ["cqc"]


def test_the_same_content_keeps_its_signatures_and_another_does_not(
    case: Case, keys: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    path = case.publish(out).letter
    sign(path, inspectorate="cqc", key_file=keys / "cqc.key")
    before = path.read_bytes()
    assert case.publish(out).letter.read_bytes() == before
    other = Case(case.files.model_copy(update={"dissents": ()}), case.casebook)
    other.publish(out)
    assert Letter.model_validate_json(path.read_bytes()).signatures == ()


def test_the_private_key_is_for_its_owner_alone_and_never_overwritten(keys: Path) -> None:
    key = keys / "cqc.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert isinstance(load_private(key), Ed25519PrivateKey)
    with pytest.raises(LetterError, match="there is a key already"):
        make_keys("cqc", keys)
    key.chmod(0o640)
    with pytest.raises(LetterError, match="others may read this key"):
        load_private(key)


@pytest.mark.parametrize(
    "content", [b"", b"nothing", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"]
)
def test_what_is_no_private_key_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "some.key"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(LetterError, match="no Ed25519 private key"):
        load_private(path)
    with pytest.raises(LetterError, match="cannot be read"):
        load_private(tmp_path / "nowhere.key")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("keys.toml", "key = [", "not readable as a key file"),
        ("keys.json", "{", "not readable as a key file"),
        ("keys.toml", "", "key: Field required"),
        (
            "keys.toml",
            '[[key]]\ninspectorate = "cqc"\npublic = "AAAA"',
            "key.0.public: an Ed25519 public key is 32",
        ),
        ("keys.toml", '[[key]]\ninspectorate = "cqc"\nsecret = "x"', "key.0.public: Field required"),
    ],
)
def test_a_mistaken_key_file_is_told(copy: Path, tmp_path: Path, name: str, content: str, says: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(LetterError) as error:
        verify(copy, keys=path)
    assert says in error.value.what
    with pytest.raises(LetterError, match="no such key file"):
        verify(copy, keys=tmp_path / "nowhere.toml")


def test_the_hash_that_is_signed_is_the_contents(signed: Path) -> None:
    plain = json.loads((signed / "letter.json").read_bytes())
    assert plain["sha256"] == content_hash(plain)


@contextmanager
def no_room_past(size: int) -> Iterator[None]:
    """The system writes no file larger than this many bytes: as sudden an end as a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_where_there_is_no_room_for_a_further_key_every_earlier_one_is_there_as_it_was(keys: Path) -> None:
    before = {path.name: path.read_bytes() for path in keys.iterdir()}
    with no_room_past(200), pytest.raises(OSError, match="too large"):
        make_keys("hmcts", keys)
    assert {path.name: path.read_bytes() for path in keys.iterdir()} == before
    make_keys("hmcts", keys)  # once there is room


def test_of_several_files_all_are_swapped_in_or_none(tmp_path: Path) -> None:
    write_all(tmp_path, {"one": b"first", "two": b"first"})
    with no_room_past(100), pytest.raises(OSError, match="too large"):
        write_all(tmp_path, {"one": b"second", "two": b"second" * 100})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"one": b"first", "two": b"first"}
