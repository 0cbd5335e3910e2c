"""The files a hospital hands in: kept encrypted, never opened in the server's own process."""
