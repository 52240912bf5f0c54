"""Wardlight: which contact needs a look, which messages say so, and why."""

__version__ = "0.1.0"
