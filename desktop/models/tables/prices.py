"""What a carrier pays for each service, with dates of effect."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.tables.base import Base, Id, reference


class SettlementPrice(Base):
    """The price of an item from a day on: `fen` without tax, `tax` in hundredths of a per cent."""

    __tablename__ = "settlement_price"
    __table_args__ = (
        UniqueConstraint("carrier_id", "item", "effective_from"),
        CheckConstraint("fen >= 0 AND tax >= 0", name="amounts"),
    )
    id: Mapped[Id]
    carrier_id: Mapped[int] = mapped_column(reference("carrier"))
    item: Mapped[str]
    fen: Mapped[int]
    tax: Mapped[int]
    effective_from: Mapped[date]
