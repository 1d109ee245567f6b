"""Every table of the program."""

from desktop.models.tables.absences import Absence
from desktop.models.tables.base import Base
from desktop.models.tables.carriers import Carrier, EntitlementUse, PlanVersion, Policy
from desktop.models.tables.cases import Attachment, Case, Message, Note, Record
from desktop.models.tables.contents import Content, ContentChunk
from desktop.models.tables.desk import AuditEntry, CalendarDay, CalendarVersion, Command, Counter, ExemptionRow, Setting
from desktop.models.tables.documents import Document, DocumentSnapshot
from desktop.models.tables.exports import ExportEntry
from desktop.models.tables.feed import CarrierFeed, FeedApplication, FeedExchange, FeedMessage
from desktop.models.tables.gateways import GatewayTemplate, MailDelivery, Parcel, TextDispatch
from desktop.models.tables.people import Consent, Contact, Person, User
from desktop.models.tables.phone import PhoneDoctor, PhoneDuty
from desktop.models.tables.places import Department, Escort, Expert, ExpertAbsence, Hospital, Job
from desktop.models.tables.prices import SettlementPrice
from desktop.models.tables.roster import EscortLeave, EscortQualification, Travel

__all__ = [
    "Absence",
    "Attachment",
    "AuditEntry",
    "Base",
    "CalendarDay",
    "CalendarVersion",
    "Carrier",
    "CarrierFeed",
    "Case",
    "Command",
    "Consent",
    "Contact",
    "Content",
    "ContentChunk",
    "Counter",
    "Department",
    "Document",
    "DocumentSnapshot",
    "EntitlementUse",
    "Escort",
    "EscortLeave",
    "EscortQualification",
    "ExemptionRow",
    "Expert",
    "ExpertAbsence",
    "ExportEntry",
    "FeedApplication",
    "FeedExchange",
    "FeedMessage",
    "GatewayTemplate",
    "Hospital",
    "Job",
    "MailDelivery",
    "Message",
    "Note",
    "Parcel",
    "Person",
    "PhoneDoctor",
    "PhoneDuty",
    "PlanVersion",
    "Policy",
    "Record",
    "Setting",
    "SettlementPrice",
    "TextDispatch",
    "Travel",
    "User",
]
