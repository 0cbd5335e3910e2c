"""Takes persons out of what is kept: their names in the names of telephones, their addresses and numbers in remarks.

No reader needs to know who somebody is. The word stays where something was taken out, so that it can be seen.
"""

import re
import unicodedata

from inmori.ingest.secret_text import REMOVED, without_secrets

_GADGET = r"i-?phone|i-?pad|i-?pod|mac-?book(?:-?(?:air|pro))?|i-?mac|air-?pods|apple-?watch|galaxy|xperia|pixel|android"
_OWNED = re.compile(rf"^.+?(?:の\s?|[’']s[-\s]?|s[-\s]|-no-|(?-i:[a-z]s(?=i[PMp])))(?=(?:{_GADGET})(?:[-\s(].*)?$)", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\d.])(?:\+81[-\s]?|0)\d{1,4}[-(\s]\d{1,4}[-)\s]\d{3,4}(?!\d)|(?<![\d.])0[5789]0\d{8}(?!\d)")
_CHARGE = re.compile(r"((?:担当者?|記入者|作成者|回答者|連絡先|責任者|窓口担当)(?:名|氏名)?\s*[:：は]\s*)(?![\d+])[^\s、。,;/()（）]+(?:[ \u3000](?![A-Za-z0-9])[^\s、。,;/()（）]{1,6}(?=$|[\s、。,;/()（）]))?")
_TRIGGER = re.compile(r"様|さま|さん|殿|氏|患者|name", re.IGNORECASE)
_NAME = r"(?:[一-龥々ヶ]{1,5}[ぁ-んァ-ヶー]{1,6}[一-龥々]{0,2}|[一-龥々ヶ]{2,6}|[ァ-ヶー]{2,9}(?:[・ 　][ァ-ヶー]{2,9})?)"
# 患者名:○○, 患者:○○. With no more than a blank between (患者 待合用) it is a name only where 様 or さん follows.
_PATIENT = re.compile(rf"(患者(?:(?:氏名|名)[\s:：=]\s*|\s*[:：=]\s*))({_NAME}(?:[ 　][一-龥々ぁ-んァ-ヶー]{{1,6}})?)")
_PATIENT_ROMAN = re.compile(r"(patient(?:[ _]?name)?\s*[:=]\s*)([A-Za-z][A-Za-z'.-]*(?:[ ,^][A-Za-z'.-]+){0,2})", re.IGNORECASE)
_HONOURED = re.compile(rf"((?:(?<![一-龥])[一-龥]{{2,3}}[ 　])?{_NAME})([ 　]?(?:様|さま|さん|氏|殿)(?![式子々相態付]))")
_KATAKANA = re.compile(r"[ァ-ヶー]")
# Not somebody: 患者様, 業者さん, 仕様, 同様, たくさん; and companies, which people call さん too.
_NOBODY = re.compile(
    r"(?:患者|業者|客|皆|利用者|使用者|家族|来院者|入院者|面会者|病院|医院|医療機関|貴院|御院|施設|会社|事業者|担当者|保守員|作業者|メーカー?|ベンダー?|ナース|看護師|看護婦|先生|医師|技師|助手|ヘルパー"
    r"|スタッフ|職員|事務|受付|当直|夜勤|奥|旦那|お子|仕|模|同|多|一|異|有|各|貴|神|王|たく|皇|客様|ゲスト|オーナー|ユーザー?"
    r"|センター?|薬局|工務店|電気|電機|電子|商店|商会|販売|通信|産業|工業|製作所|医療器?|メディカル|メディコム|メディックス?|システムズ?|サービス|テクノ|ソフト|ネットワーク|株式会社|有限会社)$"
    r"|^(?:ネット|株式会社|有限会社|システム|メディカル|サポート)"
)


# Whose machine it is, in a remark: 総務課 葛西, 2病棟/佐久間主任. Only one word behind a department, and not one of these.
_HOLDER = re.compile(
    r"((?:^|(?<=[\s、。,;/()（）]))[一-龥々ヶァ-ヶーA-Za-z0-9・]{1,12}(?:課|科|室|部|係|局|班|病棟|センター|チーム|外来)[ 　]*[ 　:：/／(（][ 　]*)"
    r"([一-龥々ヶ]{1,4}(?:[ 　][一-龥々ぁ-んァ-ヶー]{1,4})?)((?:主任|係長|課長|部長|次長|科長|室長|師長|技師長|主事|主査|先生|医師|看護師|技師)?)(?=$|[\s、。,;/()（）])"
)
_NO_HOLDER = re.compile(
    r"^(?:[東西南北上下左右奥内外前後横新旧本主副正予大中小甲乙]|第?[一二三四五六七八九十]+|放射線|検査|薬剤|栄養|看護|事務|総務|医事|経理|人事|施設|用度|庶務|企画|情報|医局|外来|入院|救急|手術|透析|内科|外科|健診|生理|検体|細菌|病理|一般|撮影|読影|透視"
    r"|調剤|注射|製剤|麻酔|会計|受付|窓口|待合|廊下|倉庫|玄関|電算|印刷|端末|本体|予備|未定|不明|確認|要確認|対象|管理|保守|保管|担当|使用|共用|共有|専用|兼用|更新|移設|移動|設置|増設|新規|購入|交換|修理|故障|貸出|返却|廃棄|撤去|停止|休止|稼働|運用"
    r"|主任|係長|課長|部長|次長|科長|室長|師長|技師長|院長|副院長|事務長|先生|医師|看護師|技師|職員|全員|各自|全台|全部|複数|有線|無線|有|無|済|中|可|不可|要|不要|同上|以上|常時|随時|毎日|平日|夜間|当直|日直)$"
    r"|[用機室科課係階棟号品式済側横隣脇奥席卓台庫所局院医師者員]$|(?<![服阿安渡磯矢岡南])部$|(?:予定|対応|設置|使用|接続|管理|更新|付近|周辺|全般|業務|作業|入力|印刷|受付|窓口|装置|端末|回線|契約|保守|変更|依頼|移動|移管|移設|導入|撤去|廃止|廃棄|参照|閲覧|専用|共用|共有|連携|撮影|検査|治療|相談|支援|連絡|待機|常駐)$"
)


def without_holder(text: str) -> str:
    """Return a remark without the bare surname that stands behind a department (総務課 葛西)."""
    return _HOLDER.sub(lambda match: match[0] if _NO_HOLDER.search(match[2]) else f"{match[1]}{REMOVED}{match[3]}", text)


def device_name(name: str) -> str | None:
    """Return a host name, or ``None`` where it only says whose telephone or tablet it is (山田のiPhone, Taros-iPad)."""
    folded = unicodedata.normalize("NFKC", name).strip()
    return None if not folded or _OWNED.match(folded) or re.fullmatch(_GADGET, folded, re.IGNORECASE) else name


def is_gadget(name: str) -> bool:
    """Whether a host name is that of somebody's telephone, tablet or the like, with or without the owner's name."""
    folded = unicodedata.normalize("NFKC", name).strip()
    return bool(folded) and device_name(name) is None


def without_names(text: str) -> str:
    """Return a remark without names of patients and of people called 様, さん and the like."""
    if not _TRIGGER.search(text):
        return text
    text = _PATIENT.sub(rf"\1{REMOVED}", text)
    text = _PATIENT_ROMAN.sub(rf"\1{REMOVED}", text)
    return _HONOURED.sub(_unnamed, text)


def _unnamed(match: re.Match[str]) -> str:
    # ネット東北さん, コスモ電子さん: the tail of a company's name, where patients would be called 様.
    company = match.start() > 0 and _KATAKANA.match(match.string[match.start() - 1]) and match[2].strip() == "さん"
    return match[0] if company or _NOBODY.search(match[1]) else f"{REMOVED}{match[2]}"


def without_charge(text: str) -> str:
    """Return a remark without mail addresses and the names of people in charge; telephone numbers stay."""
    return _CHARGE.sub(rf"\1{REMOVED}", _MAIL.sub(REMOVED, text))


def without_persons(text: str) -> str:
    """Return a remark without passwords, mail addresses, telephone numbers and names of persons."""
    cleaned = without_secrets(text)[0]
    return without_names(without_charge(_PHONE.sub(REMOVED, cleaned)))
