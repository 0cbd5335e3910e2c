"""When something is happening: begin, write, answer, report. Light pages that need neither worker nor assessment."""
