"""Responsibility split (責任分界表): who does what for each vendor and system, as the contracts say or fail to say."""
