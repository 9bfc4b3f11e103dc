"""How a referral is drawn: HTML, fonts, tags, encryption."""
