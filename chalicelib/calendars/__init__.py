"""A provider's other calendar, whose times nobody can book."""
