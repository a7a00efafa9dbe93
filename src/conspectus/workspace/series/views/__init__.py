"""Pages of series, of areas, and of what an inspection may see of a series."""
