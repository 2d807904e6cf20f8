//! Microsoft Graph models and client.
