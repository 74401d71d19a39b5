"""The cast of the tests: the same people in every test, and the outsider is always tried."""
