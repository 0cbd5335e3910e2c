"""How people want lists and networks read: which column means what, and what a network is for. Only ever added to."""
