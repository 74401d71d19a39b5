"""The municipality's identity provider (OpenID Connect): what it says is read here; `services.provided` changes."""
