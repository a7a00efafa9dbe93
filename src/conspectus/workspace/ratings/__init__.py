"""How each inspectorate rates each agency on each question."""
