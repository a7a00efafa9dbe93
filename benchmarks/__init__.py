"""What is measured, and beside whom; `python3 dev.py bench` runs all, or those named, and writes the page."""
