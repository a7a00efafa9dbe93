"""A disk that is full, said in words."""

from conspectus.errors import is_full

FULL = (
    "The disk on which the workspace keeps what it holds is full. Nothing of what you sent was kept, and nothing "
    "kept before was lost.",
    "Whoever runs the workspace makes room; then do it once more.",
)


def in_words(error: Exception) -> str:
    """An error that nobody foresaw, for the page that waits for what failed."""
    return " ".join(FULL) if is_full(error) else f"{type(error).__name__}: {error}"
