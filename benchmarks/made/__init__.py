"""Made-up input of any size."""
