from .figures import shipped
from .finder import find
from .mentions import names_in

__all__ = ["find", "names_in", "shipped"]
