"""Pages of moderation and judgment."""
