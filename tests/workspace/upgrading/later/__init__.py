"""Migrations of evidence as a later version has them: all that there are, found where they lie, and one more."""

from pkgutil import iter_modules

from conspectus.workspace.evidence import migrations

__path__ = [*__path__, *migrations.__path__]
NEWEST = max(module.name for module in iter_modules(migrations.__path__))
