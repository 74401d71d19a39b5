"""Takes a protection off in an installation that is drilled: the control, which must lose or double something."""
