"""What every page is made of: elements, base page, styles."""
