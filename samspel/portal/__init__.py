"""What residents see, without a login."""
