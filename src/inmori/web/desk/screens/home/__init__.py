"""The first page after signing in: one's hospitals."""
