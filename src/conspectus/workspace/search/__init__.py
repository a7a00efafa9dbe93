"""One search over everything that a person may see of an inspection."""
