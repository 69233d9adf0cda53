"""Signing in with the account that an organisation already gave: OpenID Connect."""
