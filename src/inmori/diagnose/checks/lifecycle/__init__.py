"""Checks of product support: what no longer gets updates, and what soon will not."""
