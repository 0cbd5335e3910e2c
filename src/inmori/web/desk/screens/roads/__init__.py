"""Both roads side by side."""
