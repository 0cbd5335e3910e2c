"""Checks of logins: what one stolen password opens."""
