"""Who is on duty, and where the roster has a gap."""
