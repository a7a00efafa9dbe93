"""Settings over a database that is named by the environment; `LATER` has them be those of a later version."""

import os

from tests.workspace.settings import *  # noqa: F403
from tests.workspace.settings import DATABASES

DATABASES["default"]["NAME"] = os.environ["UPGRADED"]
if os.environ.get("LATER"):
    MIGRATION_MODULES = {"evidence": "tests.workspace.upgrading.later"}
