"""The record of every act, and whether it is whole."""
