"""Which children are looked at in depth, why each, and by what chance."""
