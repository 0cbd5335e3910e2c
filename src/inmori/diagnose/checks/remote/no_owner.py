"""Remote paths behind which no company and no contract is known."""

from inmori.diagnose.case import Case
from inmori.diagnose.hit import Result, Unjudged
from inmori.diagnose.remote_path import paths_hit


def check(case: Case) -> Result:
    """Judge every path that is not switched off by its vendor and that vendor's contracts."""
    unknown = [access for access in case.remote_accesses if access.vendor.value is None]
    if not case.hospital.contracts:
        return [paths_hit(unknown, about=lambda a: a.sources, confidence=0.7)] if unknown else Unjudged("no_contracts")
    orphans = [access for access in case.remote_accesses if not case.contracts_of(access.vendor.value)]
    return [paths_hit(orphans, about=lambda access: access.sources, confidence=0.7)] if orphans else []
