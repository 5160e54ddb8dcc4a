"""When people meet: what providers offer, what is booked, and what is due because of it."""
