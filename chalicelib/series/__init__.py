"""Recurring appointments: one wall time, weekly or every other week, each date a booking of its own under one series id."""
