"""What sets up, starts and checks the project. What runs before the packages are there uses Python alone."""
