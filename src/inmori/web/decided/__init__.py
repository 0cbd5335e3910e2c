"""What people decided about machines: rows are only ever added, and each decision makes a version of the hospital."""
