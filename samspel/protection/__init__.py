"""What the data protection officer needs: who looked at what, what goes when, and all that is kept about one asker."""
