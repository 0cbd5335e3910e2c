"""The workbook of the table-top exercise: record, scores, lessons; it comes back as evidence."""
