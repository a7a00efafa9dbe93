"""Everything of an inspection as JSON, read only, for programs that a person lets in by a token."""
