"""The pages of commissions, compensation and funding."""
