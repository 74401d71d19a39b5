"""The first page, gathered: what needs somebody now, from each module's own queries. Few reads, none per row."""
