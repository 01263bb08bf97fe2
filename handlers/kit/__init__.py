"""Tools of the slices: turns, screens, buttons, sentences. Never imports a slice."""
