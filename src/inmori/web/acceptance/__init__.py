"""Findings that people live with until a day: accepted with a reason, never made safe by it, open again by themselves."""
