"""What outsiders see who hold a link and have no account: one form, or one pack, and nothing else."""
