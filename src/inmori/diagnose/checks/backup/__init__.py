"""Checks of backups: what would still be there after an attack, and whether it can be brought back."""
