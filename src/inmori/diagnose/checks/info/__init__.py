"""Checks of the information network (情報系): patient data where it should not be, and too few hands and tools."""
