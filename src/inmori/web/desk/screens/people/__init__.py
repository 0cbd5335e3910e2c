"""Who can see this hospital: members, invitations, links to outsiders."""
