"""How a screening leaves: what the referral says, and the PDF."""
