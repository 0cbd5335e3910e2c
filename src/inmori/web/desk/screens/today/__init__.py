"""The first screen of a hospital: what to do next."""
