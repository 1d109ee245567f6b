"""CareDesk 健管台: the case desk of a health-service provider."""

__version__ = "0.1.0"
