"""The proposed answer to one item. A "no" needs one thing that is shown; a "yes" needs everything shown; the rest is unknown."""

from collections.abc import Sequence
from datetime import date, timedelta

from inmori.catalogue import Catalogue
from inmori.catalogue.evidence_topic import EvidenceTopic
from inmori.catalogue.lifecycle import lifecycles
from inmori.catalogue.requirement import Answer, Requirement
from inmori.comply.answer import AssetAnswer, Basis, FindOut, ItemAnswer
from inmori.comply.asset import HOSPITAL, contracted
from inmori.comply.decision import Decision, year_end
from inmori.comply.declared import declarations
from inmori.comply.evidence import EvidencePaper
from inmori.comply.grounds import Grounds, decision_recheck, fresh, stale_words
from inmori.comply.observed import witness
from inmori.comply.proof import Ground, proved
from inmori.comply.settled import met_by_route, not_asked
from inmori.diagnose.finding import Diagnosis
from inmori.model import Hospital, SourceKind
from inmori.text import Text

_DAYS_TO_FIND_OUT = 30
_NAMED = 5
_UNSEEN = Text(ja="この項目は、この道具が読む資料からは分かりません。", en="The papers this tool reads do not show this item.")
_ASK = Text(ja="担当者に確かめ、根拠になる書類を控える。", en="Ask those in charge and note the paper that shows it.")


def item_answer(
    requirement: Requirement,
    *,
    hospital: Hospital,
    diagnosis: Diagnosis,
    catalogue: Catalogue,
    today: date,
    decisions: tuple[Decision, ...] = (),
    papers: Sequence[EvidencePaper] = (),
) -> ItemAnswer:
    """Return one item with its proposed answer and the decisions over it; ``papers`` tell which evidence is too old."""
    topic = catalogue.topics.get(requirement.topic)
    grounds, stale = fresh(_grounds(requirement, topic, hospital, diagnosis, catalogue, today), papers)
    answer, basis, reason = not_asked(requirement, hospital, catalogue, today=today) or _proposed(
        requirement, topic, grounds, hospital
    )
    if answer == "unknown" and (met := met_by_route(requirement, hospital, catalogue, today=today)):
        answer, basis, reason = met
    last = decisions[-1] if decisions else None
    yearly = catalogue.frameworks[requirement.framework].fiscal_year is not None
    if last is not None:
        again = decision_recheck(last, papers, today=today, yearly=yearly)
    else:
        again = stale_words(stale) if stale and answer == "unknown" else None
    standing = "unknown" if again and last and last.answer != "no" else last.answer if last else answer
    told = {one.answer for one in grounds.declared}
    contradicted = any(one.contradicts for one in grounds.observed) or (answer == "no" and told == {"yes"})
    unknown = tuple(one.asset for one in grounds.assets if one.answer == "unknown")
    by = min(year_end(today), today + timedelta(days=_DAYS_TO_FIND_OUT))
    what = again or (topic.find_out if topic else _ASK)
    return ItemAnswer(
        id=requirement.id,
        number=requirement.number,
        text=requirement.text,
        address=requirement.address,
        confidence=requirement.confidence,
        proposed=answer,
        basis=basis,
        reason=reason,
        overturn=topic.overturn if topic and answer == "no" else None,
        in_order=sum(1 for one in grounds.assets if one.answer == "yes"),
        assets=tuple(one for one in grounds.assets if one.answer != "yes"),
        declared=grounds.declared,
        observed=grounds.observed,
        contradiction=contradicted,
        cited=_cited(grounds),
        recheck=again,
        shows=topic.shows if topic else Text(ja="なし。", en="Nothing."),
        hidden=topic.hidden if topic else _UNSEEN,
        decisions=decisions,
        target_by=year_end(today) if standing == "no" and last is None else None,
        overdue=last is not None and last.target is not None and last.target < today,
        task=FindOut(item=requirement.id, what=what, assets=unknown, by=by) if standing == "unknown" else None,
    )


def _grounds(
    requirement: Requirement,
    topic: EvidenceTopic | None,
    hospital: Hospital,
    diagnosis: Diagnosis,
    catalogue: Catalogue,
    today: date,
) -> Grounds:
    seen = witness(requirement, topic, hospital=hospital, diagnosis=diagnosis, catalogue=catalogue)
    if topic is None:
        return Grounds((), (), seen.observed, ())
    told = tuple(
        one for one in declarations(hospital, topic, today=today) if _speaks_of(topic, one.path, requirement)
    )
    shown = proved(Ground(hospital, requirement, topic, lifecycles(catalogue), today)) if topic.proof else []
    spoiled = {one.asset: one for one in seen.spoilers}
    assets = [spoiled.get(one.asset, one) for one in shown]
    named = {one.asset for one in shown}
    unjudged = tuple(one.reason for one in diagnosis.not_judged if one.check in topic.spoils)
    return Grounds((*assets, *(one for one in seen.spoilers if one.asset not in named)), told, seen.observed, unjudged)


def _cited(grounds: Grounds) -> tuple[str, ...]:
    places = [one.sources for one in grounds.assets] + [one.sources for one in grounds.declared]
    places += [one.sources for one in grounds.observed if one.decides or one.contradicts]
    return tuple(sorted({source.file for sources in places for source in sources}))


def _speaks_of(topic: EvidenceTopic, path: str, requirement: Requirement) -> bool:
    classes = topic.hospital_wide.get(path, ())
    return not classes or not requirement.assets or bool(set(classes) & set(requirement.assets))


def _proposed(
    requirement: Requirement, topic: EvidenceTopic | None, grounds: Grounds, hospital: Hospital
) -> tuple[Answer, Basis, Text]:
    if topic is None:
        return "unknown", "nothing", _UNSEEN
    if requirement.gate == "vendors" and not contracted(hospital):
        return _no_vendor(hospital)
    spoilers = [one for one in grounds.assets if one.answer == "no"]
    if spoilers:
        seen = any(source.kind is not SourceKind.TOLD for one in spoilers for source in one.sources)
        return "no", "seen" if seen else "told", _spoiled(spoilers)
    if refused := [one for one in grounds.declared if one.answer == "no"]:
        return "no", "told", _list("聞き取り: ", "Told: ", [one.said for one in refused])
    return _affirmed(topic, grounds)


def _affirmed(topic: EvidenceTopic, grounds: Grounds) -> tuple[Answer, Basis, Text]:
    """Return yes only where everything the item is about was shown, or where a word is enough; otherwise unknown."""
    if topic.proof:
        unknown = [one for one in grounds.assets if one.answer == "unknown"]
        if unknown:
            return "unknown", "nothing", _counted(unknown, "分からないもの", "not known")
        if grounds.assets and not grounds.unjudged:
            count = len(grounds.assets)
            return "yes", "seen", Text(ja=f"{count}件すべてを資料で確かめました。", en=f"All {count} were shown by the papers.")
        return "unknown", "nothing", _why_open(grounds)
    if topic.told_suffices and grounds.declared and all(one.answer == "yes" for one in grounds.declared):
        tail = Text(ja="書類そのものは見ていません。", en="The paper itself was not seen.")
        words = _list("聞き取り: ", "Told: ", [one.said for one in grounds.declared])
        return "yes", "told", Text(ja=f"{words.ja}。{tail.ja}", en=f"{words.en}. {tail.en}")
    return "unknown", "nothing", _why_open(grounds) if grounds.unjudged else topic.hidden


def _no_vendor(hospital: Hospital) -> tuple[Answer, Basis, Text]:
    """Without any vendor the item is void; but only a list of contracts that was handed over shows that there is none."""
    listed = any(one.format == "contract_workbook" for one in hospital.evidence)
    if listed and not hospital.vendors:
        words = Text(ja="契約の一覧にもほかの資料にも事業者がありません。", en="No paper names a vendor, the list of contracts included.")
        return "not_applicable", "seen", words
    words = Text(ja="契約している事業者が資料から分かりません。", en="The papers do not show which vendors are under contract.")
    return "unknown", "nothing", words


def _why_open(grounds: Grounds) -> Text:
    if grounds.unjudged:
        first = grounds.unjudged[:2]
        return Text(ja="".join(one.ja for one in first), en=" ".join(one.en for one in first))
    return Text(ja="確かめる資料がありません。", en="There is no paper to judge by.")


def _spoiled(spoilers: list[AssetAnswer]) -> Text:
    whole = [one for one in spoilers if one.asset == HOSPITAL]
    return whole[0].reason if len(whole) == len(spoilers) else _counted(spoilers, "満たさないもの", "not in order")


def _counted(things: list[AssetAnswer], ja: str, en: str) -> Text:
    names = [one.name for one in things[:_NAMED]]
    more = len(things) - len(names)
    return Text(
        ja=f"{ja} {len(things)}件: {'、'.join(names)}" + (f" ほか{more}件" if more > 0 else ""),
        en=f"{len(things)} {en}: {', '.join(names)}" + (f" and {more} more" if more > 0 else ""),
    )


def _list(ja: str, en: str, parts: list[Text]) -> Text:
    return Text(ja=ja + "、".join(one.ja for one in parts), en=en + "; ".join(one.en for one in parts))
