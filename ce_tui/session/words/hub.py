"""The hub's name and usual area in words."""

from __future__ import annotations

YOUR_HUB = "Your hub or team"
USUAL_AREA = "Where do most of the children live whom you work with?"
NO_USUAL_AREA = "No usual area: ask each time"
ABOUT = "The people who share this store. Everyone who is signed in sees the hub's name."
KEPT = "The hub's name and usual area are kept."
