"""Whether a duty holds for this incident: decided from the answers, and open for as long as one of them is missing."""

from dataclasses import dataclass
from typing import Literal

from inmori.prepare.incident_case import Case
from inmori.prepare.incident_duty import Duty
from inmori.text import Text

Need = Literal["needed", "open", "not_needed", "optional"]
MANY = 1000
MANY_PUBLIC = 100


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a duty holds, why, and the questions whose answers would settle it."""

    need: Need
    why: Text
    ask: tuple[str, ...] = ()


_ALWAYS = Verdict("needed", Text(ja="どの事案でも行う", en="in every incident"))


def need_of(duty: Duty, case: Case) -> Verdict:
    """Return whether the duty holds."""
    if duty.id in ("ppc_first", "ppc_final", "persons"):
        return personal_data_need(case)
    if duty.optional:
        return Verdict("optional", Text(ja="義務ではない。助けになるときに使う", en="no duty; where it helps"))
    if duty.id in ("mhlw", "prefecture", "health_centre"):
        return _ministry(case)
    if duty.id == "police":
        return _asked(case, "attack", Text(ja="悪意のある行為のとき(疑いを含む)", en="when somebody attacked, or may have"), also="ransomware")
    if duty.id == "eligibility":
        return _asked(case, "eligibility", Text(ja="資格確認の回線・端末に影響があるとき", en="when the eligibility check is touched"))
    if duty.id == "insurer":
        return _asked(case, "insured", Text(ja="保険に入っているとき", en="when insured"))
    return _ALWAYS


def _asked(case: Case, id: str, when: Text, also: str | None = None) -> Verdict:
    if case.is_yes(id) or (also is not None and case.is_yes(also)):
        return Verdict("needed", when)
    if case.is_no(id) and (also is None or case.is_no(also)):
        return Verdict("not_needed", Text(ja=f"{when.ja}の連絡。答えは「いいえ」", en=f"{when.en}; answered no"))
    ask = tuple(name for name in (id, also) if name and not case.is_no(name))
    return Verdict("open", Text(ja=f"{when.ja}。まだ分からないので、行うものとして数える", en=f"{when.en}; not known yet, so it counts"), ask)


def _ministry(case: Case) -> Verdict:
    """A report is due on an attack (or a suspicion) that stops care or systems or may leak data."""
    why = Text(ja="攻撃(疑いを含む)で障害・診療への支障・漏えい、またはそのおそれ", en="an attack, suspected or not, with harm or the risk of it")
    if case.is_no("attack") and case.is_no("ransomware"):
        return Verdict("not_needed", Text(ja=f"{why.ja}があるとき。攻撃ではないとの答え", en=f"{why.en}; answered: no attack"))
    if case.is_yes("attack") or case.is_yes("ransomware"):
        return Verdict("needed", why)
    ask = tuple(id for id in ("attack", "ransomware") if not case.is_no(id))
    return Verdict("open", Text(ja=f"{why.ja}。まだ分からないので、行うものとして数える", en=f"{why.en}; not known yet, so it counts"), ask)


def personal_data_need(case: Case) -> Verdict:
    """Return whether the PPC and the persons must be told.

    An intruder was inside when it is ransomware: a leak is then possible until logs show otherwise, and a bare "no"
    without a reason does not close the duty.
    """
    if case.is_no("leak"):
        intruder = case.is_yes("ransomware") or case.is_yes("attack")
        if not intruder or case.answers["leak"].why:
            return Verdict("not_needed", Text(ja="漏えい等もそのおそれもないとの答え。根拠の記録を残す", en="answered: no leak and no risk of one; keep the proof"))
        return Verdict("open", Text(
            ja="攻撃なのに「漏えいのおそれなし」とする理由が書かれていない。記録(ログ)での裏づけを --why で書くまで、行うものとして数える",
            en="an attack, but no reason was given why nothing can have leaked; counts until --why says what the logs show",
        ), ("leak",))  # fmt: skip
    grounds, ask = _grounds(case)
    likely = case.is_yes("leak") or case.is_yes("ransomware")
    if likely and grounds:
        return Verdict("needed", Text(ja="、".join(one.ja for one in grounds), en=", ".join(one.en for one in grounds)))
    if not grounds and not ask:
        return Verdict("not_needed", Text(ja="報告の対象となる4つの場合のどれにも当たらないとの答え", en="answered: none of the four cases holds"))
    first = () if likely else ("leak",)
    return Verdict("open", Text(
        ja="漏えいのおそれがあるかも、報告の対象かも、まだ決められない。行うものとして数える", en="not settled yet, so it counts"
    ), (*first, *ask))  # fmt: skip


def _grounds(case: Case) -> tuple[list[Text], tuple[str, ...]]:
    """Return the cases of the rule that hold, and the questions that are still open."""
    found: list[Text] = []
    ask: list[str] = []
    for id, words in (
        ("sensitive", Text(ja="要配慮個人情報(1人でも)", en="sensitive data (one person is enough)")),
        ("payment", Text(ja="財産の被害のおそれ(1人でも)", en="risk to property (one person is enough)")),
        ("attack", Text(ja="不正の目的のおそれ(1人でも)", en="evil intent (one person is enough)")),
    ):
        yes = case.is_yes(id) or (id == "attack" and case.is_yes("ransomware"))
        if yes:
            found.append(words)
        elif not case.is_no(id):
            ask.append(id)
    many = _many(case)
    if many is None:
        ask += [id for id in ("persons", "public_body") if case.answer(id) == "unknown"]
    elif many:
        found.append(Text(ja="人数が多い(1,000人超。公的な病院は100人超のことがある)", en="many persons (over 1,000; 100 for some public bodies)"))
    return found, tuple(ask)


def _many(case: Case) -> bool | None:
    """Whether the number of persons alone makes a report due; None if unknown, or if it hangs on who runs the hospital."""
    persons = case.persons
    if persons is None:
        return None
    if persons > MANY:
        return True
    if persons <= MANY_PUBLIC or case.is_no("public_body"):
        return False
    return True if case.is_yes("public_body") else None
