"""What a seller offers to be seen and bought: deals and ads."""
