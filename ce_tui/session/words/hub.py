"""The hub's name and usual area in words."""

from __future__ import annotations

NAME = "Your hub or team"
AREA = "Where do most of the children live whom you work with?"
ABOUT = "The people who share this store. Everyone who is signed in sees the hub's name."
KEPT = "The hub's name and usual area are kept."
