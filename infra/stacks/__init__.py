"""The stacks of one deployment."""
