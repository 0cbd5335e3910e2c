"""Checks of remote maintenance (リモート保守): who gets in, how, with which lock, and under which contract."""
