internal import MailCore
internal import SASL

/// Something that is logged in, and when it should log in anew with another token (nil: never).
struct LoggedIn<Connection: Sendable>: Sendable {
    let connection: Connection
    let renewal: ContinuousClock.Instant?
}

extension MigrationAccount {
    /// Logs in; where the server refuses an access token, again with another one.
    ///
    /// - Parameters:
    ///   - side: to blame.
    ///   - attempt: makes a connection and logs in, once. It is told whether it is to notice that a token has ended in the
    ///     middle of the session.
    func logIn<Connection: Sendable>(
        blaming side: MigrationSide,
        _ attempt: (LoginCredentials, _ tellsExpiry: Bool) async throws(MigrationError) -> Connection
    ) async throws(MigrationError) -> LoggedIn<Connection> {
        switch login {
        case .password(let secret):
            let credentials = LoginCredentials(username: settings.username, secret: secret)
            return LoggedIn(connection: try await attempt(credentials, false), renewal: nil)
        case .tokens(let tokens):
            return try await logIn(with: tokens, blaming: side, attempt)
        }
    }

    private func logIn<Connection: Sendable>(
        with tokens: SharedTokens, blaming side: MigrationSide,
        _ attempt: (LoginCredentials, _ tellsExpiry: Bool) async throws(MigrationError) -> Connection
    ) async throws(MigrationError) -> LoggedIn<Connection> {
        while true {
            let token = try await heldToken(of: tokens, side)
            let credentials = LoginCredentials(
                username: settings.username, secret: token.secret, kind: .accessToken)
            do throws(MigrationError) {
                // Once other tokens did not help, a server's words are taken for what they usually mean.
                return LoggedIn(
                    connection: try await attempt(credentials, await tokens.mayRenew), renewal: token.renewal)
            } catch {
                guard case .server(_, let failure) = error, failure.isRefusalOfToken, await tokens.refuse(token) else {
                    throw error
                }
            }
        }
    }

    private func heldToken(
        of tokens: SharedTokens, _ side: MigrationSide
    ) async throws(MigrationError) -> HeldToken {
        do { return try await tokens.token() } catch { throw .noAccessToken(side, error) }
    }
}
