"""The checklist: every item with what the papers propose, answered by a person, in a table or one at a time."""
