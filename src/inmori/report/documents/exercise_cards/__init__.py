"""The cards of the table-top exercise: one page for each inject, handed out at its turn."""
