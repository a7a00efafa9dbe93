"""How the workspace stands up to many people at once, and what is left when it is killed."""
