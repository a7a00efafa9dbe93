"""Series of rounds, and areas."""
