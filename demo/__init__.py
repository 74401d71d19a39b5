"""Invented people and a year of invented work, made by calling the services."""
