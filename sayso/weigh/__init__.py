"""Weighing: what the claims of a matter amount to, point by point, and on how many independent voices each rests.

The statements of one matter come in, with the reprints among their reports; points with origins go out. Nothing here
decides what is true: it counts voices, shows why two of them may be one, and leaves a range where that is not known.
"""
