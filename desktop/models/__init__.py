"""The data: tables, engines, sessions and migrations; the only room besides casework that knows SQLAlchemy."""
