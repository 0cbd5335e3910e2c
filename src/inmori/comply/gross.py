"""The hospital with nothing done (対策なし): its machines and ways in as they are, and no measure that anybody has taken.

The same assessment of this hospital shows what the measures in place are worth, next to what the plan adds.
"""

from typing import Any

from inmori.model import (
    Backup,
    BackupMedium,
    Controls,
    Fact,
    Hospital,
    Patching,
    Segmentation,
    Source,
    SourceKind,
    Watch,
)
from inmori.text import Text

NOTHING_DONE = Source(kind=SourceKind.DERIVED, file="assumed:no-measures")
ABOUT = Text(
    ja="対策を何もしていないと仮定した答え。機器・つながり・契約先は今のまま、聞き取りの対策、更新、二要素認証、接続元の制限、"
    "バックアップの多重化、責任者、台帳、事業者への照会と開示書をないものとした。",
    en="Answers as if no measure had been taken: machines, links and vendors as they are, but without the controls that were told, "
    "updates, second factors, source limits, spare backups, a responsible person, ledgers, inquiries and disclosures.",
)
_NONE = "なし"
# True says that the measure is missing.
_MISSING_WHEN_TRUE = ("same_local_admin",)


def without_measures(hospital: Hospital) -> Hospital:
    """Return the hospital with every measure taken away that the model knows; what is unknown becomes missing too."""
    return hospital.model_copy(
        update={
            "controls": _no_controls(hospital.controls),
            "staff": hospital.staff.model_copy(update={"responsible": _of(hospital.staff.responsible, _NONE)}),
            "devices": tuple(
                one.model_copy(
                    update={
                        "last_patched": type(one.last_patched)(),
                        "antivirus": _of(one.antivirus, _NONE),
                        "edr": _of(one.edr, _NONE),
                    }
                )
                for one in hospital.devices
            ),
            "remote_accesses": tuple(
                one.model_copy(
                    update={"second_factor": _of(one.second_factor, False), "source_limited": _of(one.source_limited, False)}
                )
                for one in hospital.remote_accesses
            ),
            "backups": tuple(_one_copy(one) for one in hospital.backups),
            "vendors": tuple(
                one.model_copy(update={"disclosure_received": _of(one.disclosure_received, False)}) for one in hospital.vendors
            ),
            "disclosures": (),
            "contracts": tuple(one.model_copy(update={"remote": type(one.remote)()}) for one in hospital.contracts),
            "evidence": tuple(one for one in hospital.evidence if one.kind is not SourceKind.LEDGER),
        }
    )


def _no_controls(controls: Controls) -> Controls:
    values: dict[str, Any] = {}
    for name, field in type(controls).model_fields.items():
        fact = getattr(controls, name)
        kind = str(field.annotation)
        if "bool" in kind:
            values[name] = _of(fact, name in _MISSING_WHEN_TRUE)
        elif "Watch" in kind:
            values[name] = _of(fact, Watch.NONE)
        elif "Patching" in kind:
            values[name] = _of(fact, Patching.NONE)
        elif "Segmentation" in kind:
            values[name] = _of(fact, Segmentation.NONE)
        elif "str" in kind:
            values[name] = _of(fact, _NONE)
        else:
            values[name] = type(fact)()  # a day: of what was never done there is none
    return controls.model_copy(update=values)


def _one_copy(backup: Backup) -> Backup:
    """One copy, reachable with the same logins, of one day and never tried: what is there before anybody thinks of it."""
    return backup.model_copy(
        update={
            "media": (BackupMedium.ONLINE,),
            "generations": _of(backup.generations, 1),
            "restore_tested": _of(backup.restore_tested, False),
        }
    )


def _of(fact: Fact[Any], value: Any) -> Fact[Any]:
    return type(fact).model_validate({"value": value, "confidence": 1.0, "sources": (NOTHING_DONE,)})
