"""Which words and figures a paper holds, and in which order; one folder per paper."""
