"""People and money for IT: what the hospital can actually do in a year."""

from inmori.model.attribute import attribute
from inmori.model.provenance import Amount, Frozen, TextFact, YesNo


class Staff(Frozen):
    """Who looks after IT."""

    it_fte: Amount = attribute(Amount(), ja="情報担当の人数", en="IT staff", unit="FTE")
    specialist: YesNo = attribute(YesNo(), ja="セキュリティ専門家", en="Security specialist")
    outsourced_to: TextFact = attribute(TextFact(), ja="外部委託先", en="Outsourced to")
    responsible: TextFact = attribute(TextFact(), ja="安全管理責任者", en="Responsible person")
    security_budget_yen: Amount = attribute(
        Amount(), ja="セキュリティ予算(年)", en="Security budget a year", unit="yen"
    )
