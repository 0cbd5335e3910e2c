"""What-ifs beside the way: one weak spot each, with what this hospital's own papers say about it."""

from inmori.model import BackupMedium, Hospital
from inmori.prepare.exercise_scene import Scene
from inmori.prepare.exercise_step import Branch
from inmori.text import Text

_SAFE = (BackupMedium.OFFLINE, BackupMedium.IMMUTABLE)


def branches_of(scene: Scene, hospital: Hospital) -> tuple[Branch, ...]:
    """Return the questions, the most useful first; each belongs behind one inject."""
    return (_same_login(scene), _telephone(), _night(hospital))


def _same_login(scene: Scene) -> Branch:
    media = scene.backup.media if scene.backup else None
    if media is None:
        here = Text(ja="当院の資料では、写しがどの認証で守られているかは未確認です。訓練の後に確かめます。", en="Our papers do not show which log-ins guard the copies. To be found out afterwards.")
    elif any(one in _SAFE for one in media):
        here = Text(ja="当院の資料には、切り離した写しか書き換えられない写しがあります。その最新の日付と、復元を試した日を確かめてください。", en="Our papers show a copy that is detached or cannot be changed. Check its newest day and the last trial restore.")
    elif BackupMedium.SEPARATE_LOGIN in media:
        here = Text(ja="当院の資料には、別の認証の写しがあります。その管理者のパスワードがほかと同じでないかを確かめてください。", en="Our papers show a copy with log-ins of its own. Check that its password is used nowhere else.")
    elif media:
        here = Text(ja="当院の資料では、切り離した写しは見つかっていません。この質問は想像ではなく、今の姿です。", en="Our papers show no detached copy. This is no fancy: it is how things are.")
    else:
        here = Text(ja="当院の資料では、写しがないとされています。この質問は今の姿です。", en="Our papers say there is no copy. This is how things are.")
    return Branch(
        id="same_login", after="backup", title=Text(ja="写しも書き換えられていたら", en="If the copies were changed too"),
        read=Text(ja=f"もし、{scene.stopped.ja}のバックアップが同じ認証(同じIDとパスワード)で書き換えられていたら、どうしますか。", en=f"What if the backup of {scene.stopped.en} had been changed with the same log-in?"),
        here=here,
        expected=(Text(ja="紙の記録、事業者の控え、印刷物、ほかの病院や薬局の記録から集めると決める", en="gather from paper, the vendor's copies, prints, other hospitals and pharmacies"), Text(ja="紙の運用が数週間続く前提で、診療の規模と人の手配を決め直す", en="plan again for weeks on paper"), Text(ja="切り離した写しを作る案を改善表に書く", en="write a detached copy into the lessons")),
    )  # fmt: skip


def _telephone() -> Branch:
    return Branch(
        id="telephone", after="spread", title=Text(ja="遮断で電話も止まったら", en="If cutting stops the telephones"),
        read=Text(ja="もし、回線を抜いたら院内の電話とナースコールの表示も止まったら、どうしますか。", en="What if pulling the lines also stops the telephones and the nurse call display?"),
        here=Text(ja="電話の仕組みがどの網に乗っているかは、この道具の資料では確かめていません。訓練の後に構成図で確かめます。", en="Which network carries the telephones has not been checked here. Look at the diagram afterwards."),
        expected=(Text(ja="伝令、携帯電話の名簿(紙)、トランシーバに切り替える", en="messengers, a paper list of mobiles, radios"), Text(ja="急変を知らせる方法を病棟ごとに決める", en="how each ward calls in an emergency")),
    )  # fmt: skip


def _night(hospital: Hospital) -> Branch:
    hands = hospital.staff.it_fte.value
    here = Text(ja=f"当院の資料では、情報担当は{hands:g}人です。", en=f"Our papers show {hands:g} IT staff.") if hands is not None else Text(ja="情報担当の人数は、当院の資料では未確認です。", en="How many IT staff there are is not in our papers.")
    return Branch(
        id="night", after="outside", title=Text(ja="夜間・休日だったら", en="If it were a night or a holiday"),
        read=Text(ja="もし、これが連休の2日目の夜で、当直の医師と看護師と事務の人しかいなかったら、最初の1時間はどうなりますか。", en="What if it were the second night of a long weekend, with only those on duty? What of the first hour?"),
        here=here,
        expected=(Text(ja="当直の人だけでできること(端末の切離し、通報)と、呼ぶ人を分ける", en="what those on duty can do, and whom they call"), Text(ja="事業者の契約に休日の対応があるかを確かめる", en="does the vendor's contract cover holidays")),
    )  # fmt: skip
