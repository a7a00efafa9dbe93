"""What was seen, how, by whom, for which question."""
