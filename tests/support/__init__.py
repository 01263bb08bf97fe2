"""What the tests share: a running bot, a database server, people with phones."""
