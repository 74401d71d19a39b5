"""What must hold is broken on purpose, to see that it holds or that its test sees it. One chapter, one module."""
