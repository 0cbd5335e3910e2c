"""Risk communication (リスクの説明): one page each for board, staff, patients and vendors, from the same figures."""
