"""The log of an attack as it is written in the browser: lines are only ever added, chained, and never wait for a worker."""
