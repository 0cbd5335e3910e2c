"""What the law asks: an answer for every item from evidence, and a person's decision over it."""

from inmori.comply.answer import ANSWER_NAMES, BASIS_NAMES, AssetAnswer, FindOut, ItemAnswer
from inmori.comply.assess import assess, framework_of
from inmori.comply.assessment import Assessment
from inmori.comply.decision import Decision
from inmori.comply.route import COURSE_NAMES, VOTE_NAMES, Route, ServerVote, route_of
from inmori.comply.vendor_matrix import Request, VendorRow

__all__ = [
    "ANSWER_NAMES",
    "BASIS_NAMES",
    "COURSE_NAMES",
    "VOTE_NAMES",
    "Assessment",
    "AssetAnswer",
    "Decision",
    "FindOut",
    "ItemAnswer",
    "Request",
    "Route",
    "ServerVote",
    "VendorRow",
    "assess",
    "framework_of",
    "route_of",
]
