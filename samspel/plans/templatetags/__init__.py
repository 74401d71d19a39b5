"""The words of measures in templates."""
