"""The red thread from what was seen to what was decided, both ways, and where it is broken."""
