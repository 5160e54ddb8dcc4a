"""Who the therapists are: the public directory and their licences."""
