"""Secure threads between a client and their therapist, and with the practice."""
