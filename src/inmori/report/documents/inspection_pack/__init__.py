"""What is handed to an inspector (立入検査): one PDF to read and one zip with the same as tables and data."""

from inmori.report.documents.inspection_pack.content import inspection_packet
from inmori.report.documents.inspection_pack.dossier import Dossier, dossier_of
from inmori.report.documents.inspection_pack.folder import pack_files
from inmori.report.documents.inspection_pack.tables import pack_tables

__all__ = ["Dossier", "dossier_of", "inspection_packet", "pack_files", "pack_tables"]
