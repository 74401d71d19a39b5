"""The frame above: first page, search, navigation, the municipality's pages, exports."""
