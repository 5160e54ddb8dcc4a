"""Texts and films to read and watch between sessions, the same for everybody: no record of who read what."""
