"""Checks of wireless networks: visitors kept apart from the hospital's own machines."""
