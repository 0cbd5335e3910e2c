"""Who did what and when, chained so that nothing can be taken out unseen."""
