"""Amounts as they stand in a department's own list: kronor, with or without öre, read as whole öre."""

from decimal import Decimal
from typing import Any

from samspel.commissions.fields import NumberField
from samspel.interventions.services.costs import MOST_ORE


class KronorField(NumberField):
    """Kronor such as "420 000" or "1 250,50" -> whole öre; None when nothing is written. No float on the way."""

    def __init__(self, **more: Any) -> None:
        super().__init__(least=Decimal(0), most=Decimal(MOST_ORE) / 100, decimals=2, **more)

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        return None if found is None else int(found * 100)

    def prepare_value(self, value: Any) -> Any:
        """Öre that are kept, as kronor."""
        return super().prepare_value(Decimal(value) / 100) if isinstance(value, int) else value
