"""Table-top exercises played from the browser: made from the likeliest attack, observed, scored, and handed in as evidence."""
