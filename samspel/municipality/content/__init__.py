"""The municipality's description as one document: every row in the form of the files, whatever holds it."""
