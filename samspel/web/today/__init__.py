"""The first page, gathered: what needs the one who asks now, from each module's own queries. Few reads, none per row."""
