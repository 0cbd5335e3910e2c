"""The machine's way in: tokens of one hospital, typed operations over the services that the screens use."""
