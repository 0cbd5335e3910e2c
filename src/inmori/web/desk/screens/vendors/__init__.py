"""Vendors: what was asked of whom, what came, and the forms that were handed out."""
