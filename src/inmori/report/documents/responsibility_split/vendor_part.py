"""One vendor: its contract and ways in, and for each system the tasks with what is written and what should be."""

from datetime import date

from inmori.ingest.vendors import same_vendor
from inmori.model import REMOTE_METHOD_NAMES, Contract, Hosting, RemoteAccess, System
from inmori.prepare import Drafts, Responsibility, Share
from inmori.prepare.split_task import PROPOSED_NAMES, TASKS, SplitTask
from inmori.prepare.vendor_split import STATE_NAMES, state_of, under_contract
from inmori.report.block import Bullets, Paragraph, Subheading
from inmori.report.documents.manuscript import Footing, Part, Passage, Ruled, SignOff, blank
from inmori.report.wording import EMPTY, day, joined, listed, plain
from inmori.text import Text

UNWRITTEN = Text(ja="契約に記載なし", en="not in the contract")
NO_CONTRACT = Text(ja="契約の資料がない", en="no contract was seen")
_PROPOSAL = Text(
    ja="望ましい分担は、設置の形(院内・クラウド)だけから置いた一般的な案です。事業者と話し合って決めてください。",
    en="The proposed side is a general one by hosting; agree on it with the vendor.",
)
_COLUMNS = (
    (Text(ja="作業", en="Task"), 2.5),
    (Text(ja="資料に書かれていること", en="What the papers say"), 2.9),
    (Text(ja="望ましい分担(案)", en="Proposed"), 1.7),
    (Text(ja="取り決め", en="Agreed"), 1.9),
)


def vendor_part(drafts: Drafts, number: int, rows: tuple[Responsibility, ...], foot: Footing) -> Part:
    """Return the chapter of one vendor."""
    name = rows[0].vendor
    if name is None:
        return _nameless(number, rows)
    title = Text(ja=f"{number} {name}", en=f"{number} {name}")
    blocks: list[Passage] = [Bullets(_facts(drafts, name))]
    for row in rows:
        system = next((one for one in drafts.hospital.systems if one.id == row.system_id), None)
        contract = under_contract(drafts.hospital, row)
        blocks += [Subheading(row.system), _tasks(row, system, foot, contract=contract)]
    blocks.append(SignOff((Text(ja="病院", en="Hospital"), Text(ja="事業者", en="Vendor"))))
    return Part(f"vendor-{number}", title, tuple(blocks), fresh=True)


def _nameless(number: int, rows: tuple[Responsibility, ...]) -> Part:
    """Return the chapter of what has no company's name: before duties are split, somebody must find out with whom."""
    columns = (
        (Text(ja="システム・機器", en="System or machines"), 2.4),
        (Text(ja="事業者", en="Vendor"), 1.8),
        (Text(ja="契約書の置き場所", en="Where the contract is"), 1.8),
        (Text(ja="確かめた日・者", en="Checked on, by"), 1.4),
    )
    wanted = blank(Text(ja="事業者名が分からないシステムの事業者と契約書", en="vendors and contracts of systems without a vendor's name"))
    lead = joined((
        Text(
            ja="次のものは、資料に事業者の名前がない。まず、誰に頼んでいるのかを確かめる。自院だけで守っているものは、その旨を書く。",
            en="The evidence names no vendor for these. First find out who it is, or write that the hospital looks after it alone.",
        ),
        wanted,
    ))
    table = Ruled(EMPTY, columns, tuple((row.system, EMPTY, EMPTY, EMPTY) for row in rows), empty=1)
    title = Text(ja=f"{number} 事業者名が未確認のもの", en=f"{number} Vendor not confirmed")
    return Part(f"vendor-{number}", title, (Paragraph(lead), table), fresh=True)


def _facts(drafts: Drafts, name: str) -> tuple[Text, ...]:
    hospital = drafts.hospital
    contracts = [one for one in hospital.contracts if same_vendor(name, one.vendor.value)]
    paths = [one for one in hospital.remote_accesses if one.enabled and same_vendor(name, one.vendor.value)]
    emergency = blank(Text(ja=f"{name}の24時間の窓口と確認日", en=f"round-the-clock number of {name}, and the day it was checked"))
    lines = [_contract(one, drafts.today) for one in contracts] or [Text(ja="契約書は資料にない。", en="No contract is among the evidence.")]
    lines += [_path(one) for one in paths] or [Text(ja="リモート保守の経路は、資料からは見つからない。", en="No way in for maintenance was found.")]
    return (*lines, joined((Text(ja="緊急の連絡先: ", en="In an emergency:"), emergency)))


def _contract(contract: Contract, today: date) -> Text:
    number = contract.number.value or "番号は未確認"
    number_en = contract.number.value or "number not confirmed"
    end = day(contract.end.value) if contract.end.value else Text(ja="未確認", en="not confirmed")
    ended = contract.end.value is not None and contract.end.value < today
    renews = Text(ja="(期限を過ぎている)", en=" (run out)") if ended else EMPTY
    if contract.auto_renewal.value:
        renews = Text(ja="(自動更新)", en=" (renews itself)")
    covers = listed(contract.covers, limit=4) if contract.covers else Text(ja="未確認", en="not confirmed")
    return Text(
        ja=f"契約 {number}: 終了日は{end.ja}{renews.ja}。対象は{covers.ja}。",
        en=f"Contract {number_en}: ends {end.en}{renews.en}. Covers {covers.en}.",
    )


def _path(access: RemoteAccess) -> Text:
    method = REMOTE_METHOD_NAMES[access.method.value] if access.method.value else Text(ja="方法は未確認", en="method not confirmed")
    what = access.system.value or "対象は未確認"
    what_en = access.system.value or "target not confirmed"
    told = (
        (access.second_factor.value, Text(ja="二要素認証", en="second factor"), Text(ja="あり", en="yes"), Text(ja="なし", en="no")),
        (access.shared_account.value, Text(ja="IDの共用", en="shared account"), Text(ja="あり", en="yes"), Text(ja="なし", en="no")),
        (access.always_on.value, Text(ja="常時接続", en="always on"), Text(ja="している", en="yes"), Text(ja="していない", en="no")),
    )
    unknown = Text(ja="未確認", en="not confirmed")
    said = [(label, unknown if value is None else yes if value else no) for value, label, yes, no in told]
    return Text(
        ja=f"リモート保守({method.ja}、{what}): " + "、".join(f"{label.ja}は{answer.ja}" for label, answer in said) + "。",
        en=f"Remote maintenance ({method.en}, {what_en}): " + ", ".join(f"{label.en} {answer.en}" for label, answer in said) + ".",
    )


def _tasks(row: Responsibility, system: System | None, foot: Footing, *, contract: bool) -> Ruled:
    cloud = system is not None and system.hosting.value is Hosting.CLOUD
    shares: dict[str, Share] = {share.topic: share for share in row.shares}
    rows = tuple(
        (task.name, _written(task, shares.get(task.topic or ""), contract=contract), PROPOSED_NAMES[task.cloud if cloud else task.on_site], EMPTY)
        for task in TASKS
    )
    columns = tuple(
        (joined((title, foot.sign(_PROPOSAL))), width) if number == 2 else (title, width)
        for number, (title, width) in enumerate(_COLUMNS)
    )
    return Ruled(EMPTY, columns, rows, empty=0)


def _written(task: SplitTask, share: Share | None, *, contract: bool) -> Text:
    if task.topic is None:
        return Text(ja="契約書で確かめる", en="see the contract")
    state = state_of(share, contract=contract)
    if state == "no_contract":
        return NO_CONTRACT
    if state == "unwritten":
        return UNWRITTEN
    words = plain(share.words.ja, 60) if share else ""
    words_en = plain(share.words.en, 120) if share else ""
    if state == "told":
        return Text(ja=words, en=words_en)
    return Text(ja=f"{STATE_NAMES[state].ja}({words})", en=f"{STATE_NAMES[state].en} ({words_en})")
