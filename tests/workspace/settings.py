"""The workspace's own settings, over a folder of this run alone."""

import hashlib
import os
import tempfile
from typing import Any

os.environ["CONSPECTUS_DATA"] = tempfile.mkdtemp(prefix="conspectus-test-")
os.environ["CONSPECTUS_DEMO"] = "1"
os.environ["CONSPECTUS_SECRET_KEY"] = "only for tests"

from conspectus.workspace.config.keys import key_id
from conspectus.workspace.config.settings import *  # noqa: F403
from conspectus.workspace.config.settings import DATABASES, MIDDLEWARE, STORAGES, TEMPLATES

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher"
]  # signing in is slow on purpose elsewhere
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
# One key for all workers of a run: what one of them encrypted, the others read.
_KEY = hashlib.sha256(b"only for tests").digest()
DATA_KEYS = {key_id(_KEY): _KEY}
_DATABASE: dict[str, Any] = DATABASES["default"]
if _DATABASE["ENGINE"].endswith("sqlite3"):  # no test outlives a loss of power
    _SAFE = _DATABASE["OPTIONS"]
    _SAFE["init_command"] = _SAFE["init_command"].replace("synchronous=FULL", "synchronous=OFF")


class UnknownNameError(LookupError):
    """A template asks for a name that nothing has."""


class _Loud(str):
    """Where a page would show nothing for a name that nobody gives, tests fail."""

    __slots__ = ()

    def __mod__(self, name: object) -> str:
        if str(name).startswith(
            "attrs."
        ):  # the library's elements for signing in ask for what may not be there
            return ""
        raise UnknownNameError(str(name))


_ENGINE: dict[str, Any] = TEMPLATES[0]["OPTIONS"]  # type: ignore[assignment]
_ENGINE["string_if_invalid"] = _Loud("%s")
