"""Paper-operation kit (紙運用キット): which forms, how many for how many days, printers, and typing in afterwards."""
