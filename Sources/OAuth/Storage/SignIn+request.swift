internal import MailCore

extension SignIn {
    /// What to ask for the next token.
    ///
    /// - Parameters:
    ///   - person: the address whose mailbox is meant.
    ///   - time: now, in seconds since 1970.
    package func tokenRequest(for person: String, at time: Int) throws(OAuthError) -> TokenRequest {
        switch way {
        // The scope is what was agreed to: Microsoft wants it again, others take it as the same.
        case .refreshToken(let token): TokenRequest(.refreshToken(token), client: client, scope: scope)
        case .clientCredentials: TokenRequest(.clientCredentials, client: client, scope: scope)
        case .serviceAccount(let keyFile):
            TokenRequest(
                .assertion(
                    try Self.key(in: keyFile).assertion(for: person, scope: scope ?? "", at: time)),
                client: nil)
        }
    }

    private static func key(in file: String) throws(OAuthError) -> ServiceAccountKey {
        guard let bytes = KeyFile.read(file) else { throw .unusableKey }
        return try ServiceAccountKey(bytes)
    }
}
