"""The pages on which files are brought in: one set for everything that modules let in."""
