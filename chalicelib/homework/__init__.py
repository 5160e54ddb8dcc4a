"""What a therapist and a client agree on for the time between two sessions."""
