"""What is done: where, on which level, for whom, with whom, at what cost, and what it serves."""
