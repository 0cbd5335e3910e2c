"""What if: tick measures or move the budget, and see at once what would change."""
