"""What the rules make of the ratings, with the whole derivation."""
