"""What people can do: one folder a slice, each with its conversation, actions and views."""
