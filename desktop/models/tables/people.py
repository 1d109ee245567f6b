"""People: the insured with their contacts and consents, and the users of the desk."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Mapped, mapped_column, relationship

from desktop.models.tables.base import Base, Id, partial_index, reference


class User(Base):
    """A person who works at the desk."""

    __tablename__ = "desk_user"
    id: Mapped[Id]
    login: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str] = mapped_column(default="manager")
    active: Mapped[bool] = mapped_column(default=True)


class Person(Base):
    """An insured person or policy holder; `name_key` is searchable pinyin with initials."""

    __tablename__ = "person"
    __table_args__ = (
        partial_index("uq_person_document", "id_type", "id_number", where="id_number IS NOT NULL", unique=True),
    )
    id: Mapped[Id]
    name: Mapped[str] = mapped_column(index=True)
    name_key: Mapped[str] = mapped_column(default="", index=True)
    sex: Mapped[str] = mapped_column(default="")
    birth_date: Mapped[date | None]
    id_type: Mapped[str] = mapped_column(default="")
    id_number: Mapped[str | None]
    phone: Mapped[str] = mapped_column(default="")
    id_last4: Mapped[str] = mapped_column(default="", index=True)
    phone_last4: Mapped[str] = mapped_column(default="", index=True)
    version: Mapped[int] = mapped_column(default=1)
    contacts: Mapped[list[Contact]] = relationship(order_by="Contact.id", back_populates="person")
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Contact(Base):
    """Whom else to call for a person, and as what."""

    __tablename__ = "contact"
    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(reference("person"), index=True)
    role: Mapped[str] = mapped_column(default="")
    name: Mapped[str]
    phone: Mapped[str] = mapped_column(default="", index=True)
    person: Mapped[Person] = relationship(back_populates="contacts")


class Consent(Base):
    """That a person agreed to a version of the privacy notice, how and when."""

    __tablename__ = "consent"
    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(reference("person"), index=True)
    case_id: Mapped[int | None] = mapped_column(reference("case_file"), index=True)
    version: Mapped[str]
    channel: Mapped[str]
    given_at: Mapped[datetime]
