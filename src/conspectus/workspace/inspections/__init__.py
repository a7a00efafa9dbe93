"""One inspection: who takes part, how far it is, the agencies' returns, and what their records show together."""
