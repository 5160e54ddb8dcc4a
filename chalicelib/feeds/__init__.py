"""Appointments in the calendars people have: an entry to download or mail, and a private address to subscribe to."""
