from .app import app
from .running import main

__all__ = ["app", "main"]
