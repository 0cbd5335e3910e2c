"""One hospital is one tenant: who belongs to it, what they may do, and the walls around it."""
