"""One text of the secretariat to everybody who holds a post, after a minute in which it can be undone."""
