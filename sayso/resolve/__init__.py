"""Resolving: the same person? the same text? the same matter? Three questions of sameness, one method.

Readings come in; identities, reprints, matters and bound replies go out. Each question blocks (which pairs are worth
comparing), compares (a score with reasons), and clusters; a "no" of a person is never overruled. Everything here is a
function of what it is given: the order in which reports came makes no difference.
"""
