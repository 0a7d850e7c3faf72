"""What leaves the house: the letter as a printed page, and that page as plain text for the terminal."""
