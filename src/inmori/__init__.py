"""Inmori (院守): a hospital's networks as they are, what an attack would cost, and the way out it can afford.

Every package exports one verb, its result and its error; nothing is re-exported here, so that asking for the
version loads nothing. Start reading at ``docs/map.md``. The version below is also read by the build.
"""

__version__ = "0.1.0"
