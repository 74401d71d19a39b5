"""What the frame's pages gather from the modules below, each through its own queries, scoped for the one who asks."""
