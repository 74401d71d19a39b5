"""The target picture of each area, and the outcome goals under it, written so that they can be followed up."""
