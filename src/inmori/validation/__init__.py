"""Does the simulation behave like the world? Replays of published incidents and a drawn population, as one page.

Not a stage: nothing in the product reads it. ``python -m inmori.validation`` runs it and writes ``docs/validation.md``.
"""
