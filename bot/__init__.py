"""Runs it: settings, intake, turns, sender, clock, web pages, command line."""
