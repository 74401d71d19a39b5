"""Samspel: one shared system for a municipality's work for safety and against segregation."""
