"""What is remembered: every table, and every question asked of them. SQL stands here and nowhere else."""
