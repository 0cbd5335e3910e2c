"""The roadmap that people work on: which road they follow, who does what by when."""
