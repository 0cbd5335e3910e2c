"""The notice to staff on the day."""
