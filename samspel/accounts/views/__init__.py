"""Pages about accounts: signing in, one's own, and the administrator's."""
