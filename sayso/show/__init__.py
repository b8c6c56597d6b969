"""Show: to the eye and to other programs."""
