"""Who holds which function, where, from when to when; and how they sign in."""
