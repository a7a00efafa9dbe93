"""Wrong passwords: whoever gives them from one place for one account waits, longer each time, and nobody else does."""

import hashlib
import math
import time

from allauth.core.internal.ratelimit import cache_lock
from django.core.cache import cache

FREE = 5  # wrong passwords before anybody waits
FIRST = 60  # seconds of the first wait, doubled with each wrong password that follows
LONGEST = 60 * 60  # seconds
KEPT = 24 * 60 * 60  # seconds after which it is forgotten


def attempt(place: str) -> int:
    """Count one more attempt from a place, or say how many minutes are still to wait.

    `place` names address and account together. What is counted before the password is looked at cannot be
    overtaken by many attempts at once.
    """
    key = _key(place)
    with cache_lock(key) as ours:
        if not ours:  # others are counted at this moment, more than a person could send
            return 1
        count, last = cache.get(key, (0, 0.0))
        left: float = last + _wait(count) - time.time()
        if left > 0:
            return math.ceil(left / 60)
        cache.set(key, (count + 1, time.time()), KEPT)
    return 0


def clear(place: str) -> None:
    """Count from nought again: the right password was given there."""
    cache.delete(_key(place))


def _wait(count: int) -> int:
    """Seconds after so many wrong passwords."""
    return min(FIRST * 2 ** (count - FREE), LONGEST) if count >= FREE else 0


def _key(place: str) -> str:
    return f"wrong passwords:{hashlib.sha256(place.encode()).hexdigest()}".replace(" ", "-")
