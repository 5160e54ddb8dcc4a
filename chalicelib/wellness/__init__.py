"""What a client notes between sessions, and what of it they share."""
