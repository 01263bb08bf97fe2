"""The secretariat's desk: requests for access, and who is aboard."""
