"""The shelf of checks: one problem, one module and one text file, found by the engine by walking this package."""
