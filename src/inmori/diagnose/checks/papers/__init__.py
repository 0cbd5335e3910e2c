"""Checks of papers and lists: what an inspection asks for and what the day of an attack needs."""
