"""What the runs show: findings of A and B, judged while they train and at their end."""
