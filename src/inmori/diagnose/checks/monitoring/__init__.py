"""Checks of records: whether anybody could tell afterwards what happened."""
