"""The municipality edited in the product: forms made from the shapes that check the files, and what its pages show."""
