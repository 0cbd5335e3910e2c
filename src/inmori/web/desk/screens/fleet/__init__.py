"""Several hospitals on one page, for those who look after several."""
