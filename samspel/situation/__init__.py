"""The situation picture of each area: indicators, challenges and their causes, adopted and kept by date."""
