"""The installation as a whole: backup, restore, whether it stands well, and leaving it."""
