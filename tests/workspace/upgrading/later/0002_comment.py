"""As it is."""

from importlib import import_module

Migration = import_module("conspectus.workspace.evidence.migrations.0002_comment").Migration
