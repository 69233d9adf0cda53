"""What a file really is and what must not be in it, and what the virus scanner says of it."""
