"""The pages of target pictures and outcome goals."""
