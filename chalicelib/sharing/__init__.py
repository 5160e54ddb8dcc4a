"""What clients write for themselves between sessions, and how much of it they let their therapist see."""
