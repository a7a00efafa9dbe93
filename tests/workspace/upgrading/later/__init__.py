"""Migrations of evidence as a later version has them."""
