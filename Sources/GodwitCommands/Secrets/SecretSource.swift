internal import MailCore

/// Where a password or token comes from: never from the arguments, which everybody on the machine can read.
package enum SecretSource: Hashable, Sendable {
    /// The first line of a file; `-` is standard input.
    case file(String)
    /// An environment variable.
    case environment(String)
    /// The first line of what a shell command prints.
    case command(String)
    /// A question on the terminal.
    case prompt
}

/// What an account of a migration is opened with.
enum CredentialSource: Sendable {
    case password(SecretSource)
    /// What a shell command prints, each time that an access token is needed.
    case accessTokens(command: String)
    /// What `godwit login` has left.
    case signIn(any AccessTokenSource)
}
