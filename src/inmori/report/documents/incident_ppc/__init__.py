"""The reports to the Personal Information Protection Commission: first and final."""
