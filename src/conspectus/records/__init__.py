"""From every agency's returns to one casebook."""
