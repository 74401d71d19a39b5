"""Who gets what needs more than the team's mandate, and who is next when nobody answers."""
