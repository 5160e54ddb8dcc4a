"""Live sessions: who may join when, from where, who waits, and who was there."""
