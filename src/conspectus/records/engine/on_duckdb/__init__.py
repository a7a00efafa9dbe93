"""DuckDB: in the process itself, on one machine, with nothing to set up."""
