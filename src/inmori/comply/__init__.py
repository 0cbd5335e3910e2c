"""What the law asks: an answer for every item from evidence, and a person's decision over it."""

from inmori.comply.answer import ANSWER_NAMES, BASIS_NAMES, RECHECK, AssetAnswer, FindOut, ItemAnswer
from inmori.comply.assess import assess, framework_of, with_plan
from inmori.comply.assessment import Assessment
from inmori.comply.decision import Decision
from inmori.comply.evidence import AGE_NAMES, EvidencePaper
from inmori.comply.route import COURSE_NAMES, VOTE_NAMES, Route, ServerVote, route_of
from inmori.comply.route_after import RouteAfter
from inmori.comply.side_by_side import STATE_TITLES, Outlook, SideBySide
from inmori.comply.vendor_matrix import Request, VendorRow

__all__ = [
    "AGE_NAMES",
    "ANSWER_NAMES",
    "BASIS_NAMES",
    "COURSE_NAMES",
    "RECHECK",
    "STATE_TITLES",
    "VOTE_NAMES",
    "Assessment",
    "AssetAnswer",
    "Decision",
    "EvidencePaper",
    "FindOut",
    "ItemAnswer",
    "Outlook",
    "Request",
    "Route",
    "RouteAfter",
    "ServerVote",
    "SideBySide",
    "VendorRow",
    "assess",
    "framework_of",
    "route_of",
    "with_plan",
]
