"""Words of this module in its templates."""
