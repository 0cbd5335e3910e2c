"""Telling another program that something happened; only where the deployment allows it, since by default nobody is told."""
