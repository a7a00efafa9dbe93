"""Pages of an inspection; each says which policy lets people in."""
