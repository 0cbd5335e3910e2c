"""The notices to patients and the public."""
