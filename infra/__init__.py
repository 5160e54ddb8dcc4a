"""The cloud the product runs on: described for AWS (main, stacks) and played on a laptop (local)."""
