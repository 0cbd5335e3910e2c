"""What staff see and hear of an attack: the first sign by what stops, and the later news of how it came in.

Nothing here tells how an attack is done. Every way in has the words in which a hospital would hear of it.
"""

from inmori.model import SystemKind
from inmori.prepare.exercise_scene import Scene
from inmori.text import Text

_FIRST: dict[SystemKind, Text] = {
    SystemKind.EHR: Text(ja="病棟の看護師から電話です。「電子カルテが開きません。画面に英語の文が出ていて、プリンタからも同じ紙が出てきます」", en="A nurse rings from the ward: \"The EHR does not open. There is English text on the screen and the printer spits it out.\""),
    SystemKind.PACS: Text(ja="放射線の技師から電話です。「過去の画像が一つも出ません。サーバの画面に英語の文が出ています」", en="A radiographer rings: \"Not one old image comes up. The server shows English text.\""),
    SystemKind.LIS: Text(ja="検査室から電話です。「検査の結果が送れません。画面に英語の文が出て、操作できません」", en="The laboratory rings: \"Results cannot be sent. The screen shows English text.\""),
    SystemKind.PHARMACY: Text(ja="薬剤部から電話です。「調剤の画面が開きません。英語の文が出ています」", en="The pharmacy rings: \"Our screen does not open and shows English text.\""),
    SystemKind.RECEIPT: Text(ja="医事課から電話です。「会計の画面が開きません。英語の文が出ています」", en="Billing rings: \"The payment screen does not open and shows English text.\""),
}  # fmt: skip
_EARLY = Text(
    ja="早く出勤した職員から電話です。「{name}が使えません。画面がいつもと違い、どの端末も同じです」",
    en="Somebody who came in early rings: \"{name_en} cannot be used. The screen looks odd, on every PC.\"",
)
_ENTRY: dict[str, tuple[Text, Text]] = {  # what is heard; what to settle
    "enter_published": (Text(ja="「{place}につながる、インターネットから入れる口に、夜中の見覚えのない接続の記録がある」", en="\"A way from the internet that leads to {place} shows a connection at night that nobody knows.\""), Text(ja="その口を閉じる。同じような口がほかにないかを一覧で確かめる", en="close that way; look in the list for others like it")),
    "enter_hole": (Text(ja="「{place}に、夜中の見覚えのない接続の記録がある。装置の更新がいつだったか、すぐに分からない」", en="\"{place} shows a connection at night that nobody knows, and nobody can say when it was last updated.\""), Text(ja="その装置の回線を抜く。更新は誰の仕事だったかを契約で確かめる", en="pull its line; see in the contract whose job its updates were")),
    "enter_login": (Text(ja="「{place}に、退職した人のIDで夜中に入った記録がある」", en="\"{place} shows somebody who left the company logging in at night.\""), Text(ja="その入口を止める。使われていないIDがほかにないかを調べる", en="stop that way in; look for other unused accounts")),
    "enter_supplier": (Text(ja="「{place}から届いた知らせ:うちも被害を受けている。貴院へのつながりから何か起きていないか」", en="News by way of {place}: \"We are hit too. Has anything come through our link to you?\""), Text(ja="その取引先とのつながりを切る。代わりの手段を決める", en="cut the link to them; decide what stands in")),
    "enter_device_box": (Text(ja="「{place}の通信装置に、夜中の見覚えのない接続の記録がある」", en="\"The communication box of {place} shows a connection at night that nobody knows.\""), Text(ja="その装置の線を抜く。ほかの機器の業者の装置も一覧で確かめる", en="unplug the box; check those of other device vendors")),
    "enter_bridge": (Text(ja="「{place}の端末に、登録していない通信機器がつながっていた」", en="\"A machine at {place} was joined to a link that nobody registered.\""), Text(ja="外して保管する。責めずに、いつからどこにつないだかを聞く", en="take it off and keep it; ask without blame since when")),
    "enter_media": (Text(ja="「{place}の端末で、持ちこまれたUSBメモリを使った後から様子がおかしい」", en="\"A PC at {place} has been odd since somebody used a stick brought from outside.\""), Text(ja="その端末とUSBを保管する。責めずに、ほかに使った端末を聞く", en="keep PC and stick; ask without blame where else it was used")),
    "enter_mail": (Text(ja="「昨日、取引先のような名前のメールの添付を開いた。その後、画面が一瞬おかしかった」", en="\"Yesterday I opened a file in a mail that looked like a supplier's. The screen flickered afterwards.\""), Text(ja="その端末を切り離す。同じメールを受けた人を院内放送で探す", en="unplug that PC; find by announcement who else got the mail")),
    "enter_cloud_login": (Text(ja="「クラウドの管理画面に、知らない国からの成功した接続の記録がある」", en="\"The cloud's console shows a successful sign-in from a country we have nothing to do with.\""), Text(ja="事業者の緊急窓口に、利用者IDの停止を頼む", en="ask the provider's emergency desk to stop the accounts")),
    "enter_provider": (Text(ja="「{place}から利用者全体への知らせ:当社の設備で障害。原因は調査中。復旧の見込みはまだ言えない」", en="Notice by {place} to all customers: \"Failure in our plant, cause under investigation, no forecast yet.\""), Text(ja="契約の復旧目標と、院内に残る控えを確かめる", en="see what the contract promises and what copies are in the house")),
}  # fmt: skip
_UNKNOWN = (
    Text(ja="「入口はまだ分からない。外とつながる線がいくつあるか、教えてほしい」", en="\"The way in is not known yet. How many lines lead outside?\""),
    Text(ja="外とつながる線の一覧を出す。一覧にない線がないかを部門に聞く", en="bring the list of outside lines; ask departments for others"),
)  # fmt: skip


def first_sign(scene: Scene) -> Text:
    """Return what is heard first."""
    if not scene.wards:
        return _EARLY.filled(name=scene.stopped.ja, name_en=scene.stopped.en)
    if scene.cloud:
        return Text(
            ja=f"病棟の看護師から電話です。「{scene.stopped.ja}に入れません。IDもパスワードも合っているのに断られます。隣の病棟も同じです」",
            en=f"A nurse rings: \"We cannot get into {scene.stopped.en}. Name and password are right, but it refuses. The next ward too.\"",
        )
    return _FIRST.get(scene.kind) or Text(
        ja=f"部門から電話です。「{scene.stopped.ja}が開きません。画面に英語の文が出ています」",
        en=f"A department rings: \"{scene.stopped.en} does not open and shows English text.\"",
    )


def way_in(scene: Scene) -> tuple[Text, Text]:
    """Return what is heard of the way in, and what is to be settled then."""
    heard, settle = _ENTRY.get(scene.entry, _UNKNOWN)
    place = scene.place
    return heard.filled(place=place or "?") if "{place}" in heard.ja else heard, settle
