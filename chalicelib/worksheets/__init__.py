"""Worksheets: interactive pages a client fills in between sessions, defined as data."""
