"""What is seen in the areas, where and when, and its week beside the area's own past."""
