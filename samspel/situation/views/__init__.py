"""Pages of indicators, challenges and situation pictures."""
