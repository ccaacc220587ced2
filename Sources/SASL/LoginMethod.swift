/// A way to log in to a mail server with a password.
package enum LoginMethod: Hashable, Sendable {
    case plain
    case login
    /// IMAP's own LOGIN command.
    case loginCommand

    /// The best method both sides know: a mechanism the server names before the command it has to forbid by itself.
    ///
    /// - Parameters:
    ///   - mechanisms: the names the server offers, in any case.
    ///   - isLoginCommandDisabled: LOGINDISABLED was announced (RFC 9051 §6.2.3).
    /// - Returns: nil when no password may be sent.
    package static func best(mechanisms: [String], isLoginCommandDisabled: Bool) -> LoginMethod? {
        let offered = Set(mechanisms.map { $0.uppercased() })
        if offered.contains("PLAIN") { return .plain }
        if offered.contains("LOGIN") { return .login }
        return isLoginCommandDisabled ? nil : .loginCommand
    }
}
