"""The notice to the help desk of the eligibility check."""
