"""When a provider works and what they offer then."""
