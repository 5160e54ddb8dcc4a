"""What is owed and credited, line by line."""
