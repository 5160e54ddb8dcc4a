"""The honest answer to a visitor before there is any account; nothing is kept unless they ask for it."""
