"""Keys for other programs, and who is told of events."""
