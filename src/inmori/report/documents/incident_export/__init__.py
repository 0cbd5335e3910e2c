"""The log as a paper for the police and the PPC."""
