"""Where areas and the municipality end: files read, checked, mended, matched, kept by versions, and asked by point."""
