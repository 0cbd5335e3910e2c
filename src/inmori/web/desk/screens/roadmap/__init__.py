"""The roadmap: a chart, what each year costs, and tasks to write into."""
