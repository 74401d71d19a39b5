"""What these tests share with those of the municipality."""

from samspel.municipality.tests.conftest import empty

__all__ = ["empty"]
