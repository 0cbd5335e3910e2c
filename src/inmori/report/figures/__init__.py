"""Charts and the network map as SVG of our own: same look on paper and screen, same bytes for the same data."""
