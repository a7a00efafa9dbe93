"""Keys, signing and verifying as people do it, on files."""

import json
from pathlib import Path

from tests.commands import conspectus
from tests.inspection.inspection_making import make


def test_from_keys_to_a_letter_that_everybody_signed(tmp_path: Path) -> None:
    folder = make(tmp_path / "inspection", casebook=None)
    out, keys = tmp_path / "letter", tmp_path / "keys"
    conspectus("judge", folder, "--out", out)
    letter = out / "letter.json"
    assert "unsigned" in conspectus("verify", letter)
    for body in ("ofsted", "hmicfrs", "cqc", "hmip"):
        assert "fingerprint" in conspectus("keys", "make", body, "--out", keys)
        told = conspectus("sign", letter, "--as", body, "--key", keys / f"{body}.key")
        assert f"Signed as {body}" in told
    assert "not authenticated" in conspectus("verify", letter, expect=1)
    found = json.loads(conspectus("verify", letter, "--keys", keys / "keys.toml", "--format", "json"))
    assert found["exit_code"] == 0
    conspectus("verify", letter, "--keys", keys / "nowhere.toml", expect=2)
    conspectus("verify", out / "nowhere.json", expect=2)
    conspectus("sign", letter, "--as", "nobody", "--key", keys / "cqc.key", expect=2)
