"""The verbs that belong to the web application; ``inmori`` finds them by name."""
