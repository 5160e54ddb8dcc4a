"""Waiting for a time: places on a therapist's waitlist, and freed times offered to who waits longest."""
