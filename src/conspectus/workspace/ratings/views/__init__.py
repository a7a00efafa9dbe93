"""Pages of ratings, and of the agencies' own audit before them."""
