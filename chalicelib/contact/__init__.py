"""The honest answer to a visitor before there is any account. Nothing is kept."""
