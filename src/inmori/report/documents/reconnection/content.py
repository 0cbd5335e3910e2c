"""What the reconnection sheet says: one page of proofs for each network of others that this hospital touches."""

from inmori.prepare import Drafts
from inmori.prepare.reconnection import COMMON, OutsideNetwork, Proof, outside_networks
from inmori.report.block import Bullets, Paragraph
from inmori.report.documents.draft_imprint import draft_imprint
from inmori.report.documents.manuscript import Footing, Form, Manuscript, Part, Passage, Ruled, SignOff, blank
from inmori.report.wording import EMPTY, joined
from inmori.text import Text

TITLE = Text(ja="再接続確認書", en="Reconnection proof sheet")
_OWN_LIST = Text(
    ja="示すことの一覧は編者の案です。支払基金などが事故の後に何を求めるかを定めた公表資料は、見つかっていません。",
    en="The list of proofs is our own. No published paper was found that says what the claims organisation asks for.",
)
_COST = Text(
    ja="安全を示す決まりがないため、過去の病院では話し合いと調査に数百万円から数千万円かかったと報告されています(聞き取り調査の引用)。",
    en="Hospitals are reported to have spent millions of yen on agreeing what is proof (as cited from interviews).",
)


def content(drafts: Drafts) -> Manuscript:
    """Build the paper."""
    foot = Footing()
    networks = outside_networks(drafts.hospital)
    parts = [Part("use", Text(ja="使い方", en="How to use it"), _use(networks, foot))]
    parts += [_network(drafts, number, network) for number, network in enumerate(networks, start=1)]
    return Manuscript(
        id="reconnection",
        title=TITLE,
        imprint=draft_imprint(drafts.name, TITLE, today=drafts.today, cut_off=drafts.cut_off),
        parts=tuple(parts),
        assumptions=foot.all(),
        about=Text(
            ja="一度切った外部の網へ再びつなぐ前に、何を示し、誰が署名するかを網ごとに記録する。",
            en="For each network that was cut: what is shown and who signs before it is joined again.",
        ),
    )


def _use(networks: tuple[OutsideNetwork, ...], foot: Footing) -> tuple[Passage, ...]:
    names_ja = "、".join(network.name.ja for network in networks)
    names_en = ", ".join(network.name.en for network in networks)
    return (
        Paragraph(
            joined((
                Text(ja=f"対象とする網は、{names_ja}である。", en=f"Networks: {names_en}."),
                Text(
                    ja="資格確認の網を切ると、窓口での資格確認と請求に影響する。平時のうちに窓口へ電話し、再びつなぐときに求められるものを書き入れておく。",
                    en="Cutting the eligibility network touches reception and claims. Ring the desk in quiet times and write down what it will ask for.",
                ),
            ))
        ),
        Paragraph(
            joined((
                Text(ja="示すことの一覧は、相手の求めを聞くまでの案である。", en="The proofs are a proposal until the other side has said what it wants."),
                foot.sign(_OWN_LIST),
                Text(ja="話し合いに費用と日数がかかることを見込んでおく。", en="Allow for the money and days that agreeing takes."),
                foot.sign(_COST),
            )),
            tone="caution",
        ),
        Bullets((
            Text(ja="すべての欄に日付と署名がそろうまで、つながない。", en="Nothing is joined before every line has a date and a signature."),
            Text(ja="署名する者は、その作業をした者と別の者とする。人が足りないときは、院長が理由を書いて兼ねさせる。", en="Whoever signs is not the one who did the work; the director may allow otherwise, in writing."),
            Text(ja="つないだ後の2週間は毎日、通信の記録を見る。", en="For two weeks afterwards the traffic is looked at daily."),
        )),
    )  # fmt: skip


def _network(drafts: Drafts, number: int, network: OutsideNetwork) -> Part:
    name = Text(ja=f"{number} {network.name.ja}", en=f"{number} {network.name.en}")
    blocks: list[Passage] = []
    if not network.seen:
        blocks.append(
            Paragraph(
                Text(
                    ja="資料には現れていない。つながっている場合だけ使う。",
                    en="Not shown by the evidence. For use only where it is joined.",
                ),
                tone="caution",
            )
        )
    blocks += [Form(_head(drafts, network)), _proofs(network), SignOff(_signers(network))]
    return Part(network.id, name, tuple(blocks), fresh=True)


def _head(drafts: Drafts, network: OutsideNetwork) -> tuple[tuple[Text, Text], ...]:
    ours_ja = "、".join(one.ja for one in network.ours[:8]) + (f" ほか{len(network.ours) - 8}" if len(network.ours) > 8 else "")
    ours_en = ", ".join(one.en for one in network.ours[:8])
    ours = Text(ja=ours_ja, en=ours_en) if network.ours else blank(Text(ja=f"{network.name.ja}に触れる当院の機器", en=f"our machines on: {network.name.en}"))
    rows = [
        (Text(ja="相手", en="Other side"), network.other_side),
        (Text(ja="当院の機器・経路", en="Our machines"), ours),
        (Text(ja="相手の窓口", en="Desk"), _desk(drafts, network)),
        (
            Text(ja="相手が求めるもの", en="What they ask for"),
            blank(Text(ja=f"{network.name.ja}: 再接続のときに求められること(聞いた日・相手の氏名)", en=f"{network.name.en}: what is asked for (day, name)")),
        ),
        (Text(ja="切った日時・切った者", en="Cut on, by"), EMPTY),
        (Text(ja="つないだ日時・つないだ者", en="Joined on, by"), EMPTY),
    ]
    return tuple(rows)


def _desk(drafts: Drafts, network: OutsideNetwork) -> Text:
    wanted = blank(Text(ja=f"{network.name.ja}の窓口の電話番号", en=f"telephone of the desk: {network.name.en}"))
    if network.kind not in ("eligibility", "claims"):
        return wanted
    desk = next((contact for contact in drafts.contacts if contact.id == "oqs"), None)
    if desk is None or not desk.route:
        return wanted
    return Text(
        ja=f"{desk.route}(公表資料の番号。使う前に確かめる)", en=f"{desk.route} (as published; check before use)"
    )


def _proofs(network: OutsideNetwork) -> Ruled:
    proofs: tuple[Proof, ...] = (*COMMON[:-2], *network.extra, *COMMON[-2:])
    return Ruled(
        Text(ja="示すこと", en="What is shown"),
        (
            (Text(ja="示すこと", en="Shown"), 3.2),
            (Text(ja="証拠となるもの", en="Evidence"), 2.2),
            (Text(ja="署名する者", en="Signed by"), 1.5),
            (Text(ja="日付", en="Date"), 0.8),
            (Text(ja="署名", en="Signature"), 1.2),
        ),
        tuple((proof.what, proof.evidence, proof.signed_by, EMPTY, EMPTY) for proof in proofs),
        empty=0,
    )


def _signers(network: OutsideNetwork) -> tuple[Text, ...]:
    own = (Text(ja="院長", en="Director"), Text(ja="安全管理責任者", en="Safety officer"))
    return (*own, Text(ja="事業者", en="Vendor")) if network.kind in ("vendor", "cloud") else own
