"""Who treats whom, and what that lets them open."""
