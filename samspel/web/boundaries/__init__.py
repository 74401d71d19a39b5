"""The administrator's pages for boundaries: what holds, a file looked through, an import taken back."""
