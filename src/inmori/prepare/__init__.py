"""Ready for the day: what the rules, the plan for an attack, the contact chart and the exercise are made from."""

from inmori.prepare.contact import Contact
from inmori.prepare.cut_order import Cut
from inmori.prepare.drafts import Drafts
from inmori.prepare.prepare import prepare
from inmori.prepare.responsibility import Responsibility, Share
from inmori.prepare.restore_order import RestoreStep
from inmori.prepare.role import Role
from inmori.prepare.target import Target

__all__ = ["Contact", "Cut", "Drafts", "Responsibility", "RestoreStep", "Role", "Share", "Target", "prepare"]
