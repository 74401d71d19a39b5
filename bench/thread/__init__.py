"""The red thread at its full size: ten years of observations, and the work that follows from them."""
