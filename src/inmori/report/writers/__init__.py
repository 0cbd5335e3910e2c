"""How a paper looks as PDF, HTML and XLSX: the only place that knows pages, fonts and cells."""
