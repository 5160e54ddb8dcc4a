"""Which providers can treat a client, from when, at what cost, and what ruled out the others."""
