"""Continuity plan for a cyber attack (サイバー攻撃を想定したBCP): five phases, with this hospital's own systems and contacts."""
