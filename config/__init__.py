"""Settings, addresses and the door of the server; no logic."""
