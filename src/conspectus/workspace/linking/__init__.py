"""Whose records are one person's: doubtful pairs that two people decide, blind, for the next casebook."""
