"""The first words, help, and a way on from whatever nobody else answers."""
