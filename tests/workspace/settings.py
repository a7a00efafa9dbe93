"""The workspace's own settings, over a folder of this run alone."""

import os
import tempfile

os.environ["CONSPECTUS_DATA"] = tempfile.mkdtemp(prefix="conspectus-test-")
os.environ["CONSPECTUS_DEMO"] = "1"
os.environ["CONSPECTUS_SECRET_KEY"] = "only for tests"

from conspectus.workspace.config.settings import *  # noqa: F403
from conspectus.workspace.config.settings import MIDDLEWARE, STORAGES

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher"
]  # signing in is slow on purpose elsewhere
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
