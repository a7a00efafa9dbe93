"""Conspectus: see, test and judge together how a whole local area protects its children."""

__version__ = "0.1.0"
__all__ = ["__version__"]
