"""What inspectorates published, to learn from: search, reports, areas, coverage, and practice to keep."""
