"""Vendors: what was asked of whom, forms they fill in by a link without an account, and what people accepted of it."""
