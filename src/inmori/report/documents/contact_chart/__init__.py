"""Contact chart (連絡体制図): whom to call in which order, by day and by night, with every missing number in plain sight."""
