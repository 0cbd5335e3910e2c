"""Rules of operation for the medical information systems (医療情報システム運用管理規程), written from the hospital's own facts."""
