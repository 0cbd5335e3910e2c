"""What is wrong, why, how to mend it, and where that was seen."""
