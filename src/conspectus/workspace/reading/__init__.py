"""Reading children's chronologies: who has read whom, to whom a child is assigned, and what is said of an entry."""
