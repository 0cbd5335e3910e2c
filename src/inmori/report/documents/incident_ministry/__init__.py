"""The reports to the Ministry of Health, the prefecture and the health centre."""
