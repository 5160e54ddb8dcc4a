"""Quietroom: online therapy that a practice runs in its own AWS account."""

__version__ = "0.1.0"
