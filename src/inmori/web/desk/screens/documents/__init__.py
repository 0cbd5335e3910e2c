"""The papers: making them and taking them away."""
