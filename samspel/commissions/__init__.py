"""Who commissioned what for how much: compensation with its working, and funding by source, year and purpose."""
