"""Dateline reads news reports and keeps a sourced record of what they say happened, and who says so."""

__version__ = "0.1.0"
