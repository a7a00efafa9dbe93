"""Pages of what was seen."""
