"""The log as an empty form, for when no PC works."""
