"""Rules for terminals and accounts (端末・アカウント利用規則) in words that everybody who works here understands."""
