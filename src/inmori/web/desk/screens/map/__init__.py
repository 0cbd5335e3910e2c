"""The map: zones as they are, every way across, what speaks for each, and what a road would change."""
