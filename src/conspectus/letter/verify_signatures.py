"""Who signed a letter: each signature against the key of whoever it names."""

from collections.abc import Iterator

from conspectus.letter.model import Letter
from conspectus.signing import Finding, KeyFile, Outcome, Signature, not_checked, signature_finding


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
    title = letter.framework.leaders.get(signature.inspectorate, signature.inspectorate)
    if signature.inspectorate not in letter.signers:
        says = f"{title} leads for none of the agencies inspected."
        return Finding(f"signature, {signature.inspectorate}", Outcome.DOES_NOT_HOLD, says)
    return signature_finding(signature, sha256, keys, title=title)


def _unsigned(letter: Letter) -> Iterator[Finding]:
    signed = {one.inspectorate for one in letter.signatures}
    for body in letter.signers:
        if body not in signed:
            says = f"{letter.framework.leaders[body]} leads for an agency inspected and has not signed."
            yield Finding(f"signature, {body}", Outcome.DOES_NOT_HOLD, says)
