from .model import Figure, Line, Part, Study
from .saying import said
from .studying import study

__all__ = ["Figure", "Line", "Part", "Study", "said", "study"]
