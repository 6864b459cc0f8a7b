"""A made-up account with a past, to look round in."""
