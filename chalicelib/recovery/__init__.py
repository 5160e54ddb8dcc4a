"""Coming back without the second factor: somebody asks, the practice makes sure who it is, and lets them connect a new one."""
