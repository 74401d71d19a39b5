"""The pages of measures, plans and promises."""
