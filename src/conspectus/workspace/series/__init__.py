"""Rounds in which a partnership looks at itself, what they show over time, and the figures of many areas."""
