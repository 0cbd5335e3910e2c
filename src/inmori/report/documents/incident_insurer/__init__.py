"""The notice to the cyber insurer."""
