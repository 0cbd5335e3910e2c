"""Who signs in: people with a second factor, and the invitations that let them in."""
