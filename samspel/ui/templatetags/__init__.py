"""Template tags of the page elements."""
