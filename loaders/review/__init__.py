"""What a person decides about unsure claims and unknown names, and what follows from it."""
