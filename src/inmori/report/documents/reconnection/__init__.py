"""Reconnection proof sheet (再接続確認書): what is shown, to whom, and who signs before a network is joined again."""
