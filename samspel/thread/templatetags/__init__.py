"""Words of the thread in templates."""
