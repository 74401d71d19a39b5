"""The administrator's pages where the municipality is edited, and the pages that show it on a day."""
