"""PostgreSQL as Django knows it, but made and emptied by its owner while tests run with the application's rights."""
