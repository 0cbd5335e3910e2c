"""The papers on the players' table: what each seat may do, and forms to write on; nothing of what will happen."""
