"""Whether a number's check digit is right: two such numbers that differ are two people's."""

import polars as pl

NHS_LENGTH = 10
UPN_LENGTH = 13
UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


def nhs_is_valid(column: str) -> pl.Expr:
    """Ten figures, the last of them by modulus 11 over the others."""
    text = pl.col(column)
    total = pl.sum_horizontal(_figure(text, at) * (NHS_LENGTH - at) for at in range(NHS_LENGTH - 1))
    right = (11 - total % 11) % 11 == _figure(text, NHS_LENGTH - 1)
    return (text.str.contains(r"^[0-9]{10}$") & right).fill_null(False)


def upn_is_valid(column: str) -> pl.Expr:
    """A letter by modulus 23 over twelve figures; one that ends in a letter is temporary and proves nothing."""
    text = pl.col(column)
    total = pl.sum_horizontal(_figure(text, at) * (at + 1) for at in range(1, UPN_LENGTH))
    letter = total % len(UPN_LETTERS)
    right = letter == text.str.head(1).replace_strict(
        {letter: place for place, letter in enumerate(UPN_LETTERS)}, default=None, return_dtype=pl.Int64
    )
    return (text.str.contains(r"^[A-Z][0-9]{12}$") & right).fill_null(False)


def _figure(text: pl.Expr, at: int) -> pl.Expr:
    return text.str.slice(at, 1).cast(pl.Int64, strict=False)
