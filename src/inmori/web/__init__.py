"""The web application: one hospital on a laptop, or thousands on PostgreSQL, from the same code.

It decides nothing itself: the stages of the library do, and the screens say what they found. What is its own are
people, permissions, the versions of a hospital's documents, the jobs that make them, and the record of who did what.
"""
