"""Machines: a long list that is searched and sorted, and one machine with where each of its facts comes from."""
