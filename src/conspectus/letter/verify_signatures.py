"""Who signed a letter: each signature against the key of whoever it names."""

from collections.abc import Iterator

from conspectus.letter.model import Letter
from conspectus.signing import Finding, KeyFile, Outcome, Signature, is_by, not_checked


def signature_findings(letter: Letter, sha256: str, keys: KeyFile | None) -> Iterator[Finding]:
    """Every signature; `sha256` is the hash that the content really has."""
    if not letter.signatures:
        says = "The letter is unsigned: it was judged on its hashes and its recomputation alone."
        yield not_checked("signatures", says, why="the letter is unsigned")
    elif keys is None:
        says = "Signer not authenticated: the letter is signed, and no keys were given to check it with."
        yield Finding("signatures", Outcome.DOES_NOT_HOLD, says)
    else:
        yield from (_signed(letter, one, sha256, keys) for one in letter.signatures)
        yield from _unsigned(letter)


def _signed(letter: Letter, signature: Signature, sha256: str, keys: KeyFile) -> Finding:
    check = f"signature, {signature.inspectorate}"
    title = letter.framework.leaders.get(signature.inspectorate, signature.inspectorate)
    if signature.inspectorate not in letter.signers:
        return Finding(check, Outcome.DOES_NOT_HOLD, f"{title} leads for none of the agencies inspected.")
    known = keys.of(signature.inspectorate)
    if not known:
        says = f"Signer not authenticated: the key file has no key of {title}."
        return Finding(check, Outcome.DOES_NOT_HOLD, says)
    right = next((key for key in known if is_by(signature, key, sha256)), None)
    if right is None:
        says = f"It was not made with a key of {title} over this content."
        return Finding(check, Outcome.DOES_NOT_HOLD, says)
    return Finding(check, Outcome.HOLDS, f"Signed by {title}, with its key {right.fingerprint}.")


def _unsigned(letter: Letter) -> Iterator[Finding]:
    signed = {one.inspectorate for one in letter.signatures}
    for body in letter.signers:
        if body not in signed:
            says = f"{letter.framework.leaders[body]} leads for an agency inspected and has not signed."
            yield Finding(f"signature, {body}", Outcome.DOES_NOT_HOLD, says)
