"""Restore order (復旧順序): what is cut first, what comes back when, from which copy, and what must be shown before."""
