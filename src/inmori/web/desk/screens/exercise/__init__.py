"""The table-top exercise: choose the story, play it scene by scene, score it, and hand the result in."""
