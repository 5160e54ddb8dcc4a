"""What the practice says of itself: states, payers, policies, hours, crisis contacts, who is on call."""
