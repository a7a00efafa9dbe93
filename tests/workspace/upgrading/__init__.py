"""The database of a workspace as the first migrations made it, and a version that comes after this one."""
