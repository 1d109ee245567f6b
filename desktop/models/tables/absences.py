"""When people of the desk are not there."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.tables.base import Base, Id, reference


class Absence(Base):
    """A person is away from `start` to `end`, both days included; one taken back stays, marked."""

    __tablename__ = "absence"
    __table_args__ = (CheckConstraint("start <= \"end\"", name="span"),)
    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(reference("desk_user"), index=True)
    start: Mapped[date]
    end: Mapped[date]
    reason: Mapped[str] = mapped_column(default="")
    dropped: Mapped[bool] = mapped_column(default=False)
