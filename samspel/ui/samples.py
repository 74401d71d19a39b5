"""Invented matter for the living page of all elements: nothing here is anybody's."""
