"""A question and its parts: routed, answered, and brought back when it is not solved."""
