"""What paper, front ends and the command line all say."""
