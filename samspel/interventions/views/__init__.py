"""The pages of interventions."""
