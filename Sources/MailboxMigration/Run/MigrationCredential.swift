public import MailCore

/// What an account is opened with.
public enum MigrationCredential: Sendable {
    case password(Secret)
    /// OAuth 2.0 access tokens. They end in the middle of a large migration, and are then asked for anew.
    case accessTokens(any AccessTokenSource)
}
