"""The guided start: seven steps from an empty hospital to printed papers."""
