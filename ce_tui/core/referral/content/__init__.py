"""What a referral says, as typed values and plain text."""
