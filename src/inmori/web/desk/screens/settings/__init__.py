"""Taking the hospital away, and deleting it."""
