"""Checks of the closed network (閉域): whether it is closed, and what stands inside once somebody is in."""
