"""What sets up, starts and checks the project; what runs before the packages are there uses Python's own library alone."""
