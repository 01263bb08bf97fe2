"""What reaches a person, how and when, as they decide it themselves."""
