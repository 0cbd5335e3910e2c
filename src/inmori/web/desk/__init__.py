"""The screens: one folder for each, with its view, its form and its words."""
