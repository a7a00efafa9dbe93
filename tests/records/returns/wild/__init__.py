"""Returns as other people send them: each fault made anew by code, and what is right about it."""
