"""The action plan and the plans that are views of it: measures, their owners, and what each answers."""
