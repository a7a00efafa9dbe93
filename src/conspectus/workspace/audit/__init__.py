"""The log: who did and read what, in a chain that shows any row changed, removed or added."""
