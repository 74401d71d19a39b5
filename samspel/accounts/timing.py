"""What a session knows of its own time; all in seconds since 1970."""

UNTIL = "until"
"""When it is over in any case, where that is sooner than for others (the emergency account)."""
VOUCHED = "vouched"
"""When the identity provider was last asked about it; only where it vouches for it."""
