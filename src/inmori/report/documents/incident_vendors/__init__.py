"""The notice to vendors of systems and lines."""
