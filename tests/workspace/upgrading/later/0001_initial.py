"""As it is."""

from importlib import import_module

Migration = import_module("conspectus.workspace.evidence.migrations.0001_initial").Migration
