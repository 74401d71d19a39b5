"""What is nobody's own: the environment of all tests, the architecture, every route for every role, the whole loop."""
