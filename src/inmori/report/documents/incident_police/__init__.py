"""The sheet for the first talk with the police."""
