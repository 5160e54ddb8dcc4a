"""Work lists: what a provider must see today."""
