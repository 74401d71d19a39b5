"""How fast the product is: `make bench` fills a database of its own, serves it, and measures against two floors."""
