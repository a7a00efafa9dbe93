"""What those who work on Conspectus run, through `python3 dev.py`."""
