"""What is copied into the government's common form for ransomware."""
