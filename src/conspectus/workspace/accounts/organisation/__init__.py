"""Signing in with one's own organisation, by OpenID Connect."""
