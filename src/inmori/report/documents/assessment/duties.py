"""How a duty is called: the framework's everyday name and the number of the item; the official text is never copied."""

from collections.abc import Sequence

from inmori.catalogue import Catalogue
from inmori.catalogue.requirement import Requirement
from inmori.report.wording import same
from inmori.text import Text

_FRAMEWORKS: dict[str, Text] = {
    "bcp-table": Text(ja="サイバーBCP確認表", en="cyber BCP table"),
    "checklist-r6": Text(ja="チェックリスト(令和6年度)", en="checklist (FY2024)"),
    "checklist-r7": Text(ja="チェックリスト(令和7年度)", en="checklist (FY2025)"),
    "checklist-r8": Text(ja="チェックリスト(令和8年度)", en="checklist (FY2026)"),
    "guideline-6.0": Text(ja="安全管理ガイドライン6.0", en="ministry's guideline 6.0"),
    "guideline-7.0": Text(ja="安全管理ガイドライン7.0", en="ministry's guideline 7.0"),
    "vendor-guideline-2.0": Text(ja="事業者ガイドライン2.0", en="vendors' guideline 2.0"),
    "disclosure-5.0": Text(ja="セキュリティ開示書", en="security disclosure"),
    "eligibility": Text(ja="オンライン資格確認", en="eligibility check"),
    "fee": Text(ja="診療報酬", en="fee schedule"),
    "fee-2024": Text(ja="診療報酬(令和6年度)", en="fee schedule 2024"),
    "fee-2026": Text(ja="診療報酬(令和8年度)", en="fee schedule 2026"),
    "law": Text(ja="医療法", en="Medical Care Act"),
    "reporting": Text(ja="報告", en="reporting"),
}


def duty(requirement: Requirement) -> Text:
    """Return framework and number."""
    framework = _FRAMEWORKS.get(requirement.framework, same(requirement.framework))
    return Text(ja=f"{framework.ja} {requirement.number}", en=f"{framework.en} {requirement.number}")


def duties(catalogue: Catalogue, ids: Sequence[str], *, limit: int) -> Text:
    """Return the duties grouped by framework, the first few named and the others counted; unknown ids stand as they are."""
    groups: dict[str, tuple[Text, list[str]]] = {}
    for one in ids[:limit]:
        requirement = catalogue.requirements.get(one)
        framework, number = (requirement.framework, requirement.number) if requirement else ("", one)
        groups.setdefault(framework, (_FRAMEWORKS.get(framework, same(framework)), []))[1].append(number)
    ja = "、".join(f"{name.ja} {'・'.join(numbers)}".strip() for name, numbers in groups.values())
    en = "; ".join(f"{name.en} {', '.join(numbers)}".strip() for name, numbers in groups.values())
    more = len(ids) - limit
    return Text(ja=f"{ja} ほか{more}項目", en=f"{en} and {more} more") if more > 0 else Text(ja=ja, en=en)


def duties_in_full(catalogue: Catalogue, ids: Sequence[str]) -> Text:
    """Return every duty with our own wording and the address of the official text."""
    ja, en = [], []
    for one in ids:
        requirement = catalogue.requirements.get(one)
        name = duty(requirement) if requirement else same(one)
        ja.append(f"{name.ja}: {requirement.text.ja} {requirement.address}" if requirement else name.ja)
        en.append(f"{name.en}: {requirement.text.en} {requirement.address}" if requirement else name.en)
    return Text(ja=" / ".join(ja), en=" / ".join(en))
