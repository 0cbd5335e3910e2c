"""What must be shown before a system is joined to the clinical network again, kind by kind (復旧後につなぐ前の証明).

What holds for all is said once (:data:`CLEAN`): no malware was found, and the old credentials fail. What is right, beyond
being clean, differs: a laboratory must give each result to the right patient, an archive must show the right pictures.
Our own list; a vendor may add to it.
"""

from inmori.model import Hosting, System, SystemKind
from inmori.text import Text

CLEAN = Text(
    ja="どのシステムも、検査で不正なプログラムが見つからず、古い管理者の資格では入れないことを示す。",
    en="Of every system: no malware was found, and the old administrators' log-ins fail.",
)
CLOUD = Text(
    ja="提供者のログイン記録に覚えのない利用がなく、つなぐ端末は検査を済ませた。",
    en="The provider's log shows nobody unknown, and the terminals that join were examined.",
)
_RIGHT: dict[SystemKind, Text] = {
    SystemKind.EHR: Text(ja="患者20人を抜き出し、アレルギー・処方・検査が紙と合うことを二人で確かめた。まず見るだけで始める。", en="For 20 patients two people compared allergies, drugs and results with paper. First to read only."),
    SystemKind.DIRECTORY: Text(ja="作り直すか検査し、管理者の一覧に知らない者がなく、全員の資格を替えた。", en="Rebuilt or examined, no unknown administrators, every log-in changed."),
    SystemKind.BACKUP: Text(ja="控えを書込み禁止で調べ、感染より前の世代がそろい、診療の網からは届かない。", en="Copies were examined write-protected, older generations are whole, and the clinical network does not reach them."),
    SystemKind.ANTIVIRUS: Text(ja="定義が最新で、戻す端末とサーバのすべてに届き、除外の設定を見直した。", en="Patterns are new, reach every machine that returns, and exclusions were reviewed."),
    SystemKind.PHARMACY: Text(ja="薬の名前と量が元の処方と合い、止める薬と禁忌の警告が働くことを、薬剤師が試した。", en="A pharmacist tried that names and doses match, and that warnings work."),
    SystemKind.LIS: Text(ja="検体5本を通し、結果が正しい患者に届くことを確かめた。輸血は血液型を検査し直した。", en="Five specimens went through to the right patient; blood groups were tested anew."),
    SystemKind.DIALYSIS: Text(ja="患者ごとの条件が紙の条件表と合うことを、開始の前に二人で確かめた。", en="Two people compared each patient's settings with paper before starting."),
    SystemKind.MONITORING: Text(ja="警報がすべての病床から届き、患者の名前と病床が合う。", en="Alarms arrive from every bed with the right name."),
    SystemKind.PACS: Text(ja="患者10人の新旧の画像が開き、名前と日付が合い、装置から新しい画像が届く。", en="Old and new images of ten patients open with right names and dates; new ones arrive."),
    SystemKind.RIS: Text(ja="依頼から撮影、報告書までを1件通し、別の患者に付かないことを確かめた。", en="One request went through to its report, and to no other patient."),
    SystemKind.PHYSIOLOGY: Text(ja="検査1件を通し、波形と報告書が正しい患者に付く。", en="One test went through to the right patient."),
    SystemKind.ENDOSCOPY: Text(ja="検査1件を通し、画像と報告書が正しい患者に付く。", en="One examination went through to the right patient."),
    SystemKind.NUTRITION: Text(ja="全員の食種とアレルギーが紙の一覧と合う。", en="Every patient's meal and allergies match the list on paper."),
    SystemKind.NURSING_SHIFT: Text(ja="勤務表が紙と合う。", en="The rota matches paper."),
    SystemKind.RECEIPT: Text(ja="会計を5件通し、点数と窓口の額が手計算と合う。請求の締切に間に合うかを判断した。", en="Five bills match sums by hand; it was judged whether claims will be in time."),
    SystemKind.OQS: Text(ja="再接続確認書がそろい、資格の確認が1件通った。", en="The reconnection sheet is complete and one check went through."),
    SystemKind.HEALTH_CHECK: Text(ja="受診者5人の結果が紙と合う。", en="Results of five people match paper."),
    SystemKind.FILE_SHARE: Text(ja="開けるファイルだけを移し、全員が書ける場所を残さない。", en="Only files that open were moved; no place is left where all may write."),
    SystemKind.ASSET_MANAGEMENT: Text(ja="配布の設定を見直し、知らない配布物がない。", en="What it distributes was reviewed; nothing unknown."),
    SystemKind.OTHER: Text(ja="部門の者が、ふだんの仕事を一通り試した。", en="The department tried one whole round of work."),
}  # fmt: skip


def joining_proof(system: System) -> Text:
    """Return what must be shown for a system beside :data:`CLEAN`; in the cloud the log-ins of others come first."""
    right = _RIGHT[system.kind]
    if system.hosting.value is not Hosting.CLOUD:
        return right
    return Text(ja=CLOUD.ja + right.ja, en=f"{CLOUD.en} {right.en}")
