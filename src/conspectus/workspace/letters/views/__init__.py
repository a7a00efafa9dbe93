"""Pages of the letter; each says which policy lets people in."""
