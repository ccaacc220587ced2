internal import MailCore
internal import MailboxMigration

extension SecretCheck {
    /// Gets what both accounts of a migration are opened with.
    ///
    /// - Throws: ``SecretError``, or ``CommandFailure`` when no password can work, or the person wants to look again.
    func credentials(
        _ firstSource: CredentialSource, of first: ResolvedAccount, and secondSource: CredentialSource,
        of second: ResolvedAccount
    ) async throws -> (first: MigrationCredential, second: MigrationCredential) {
        if case .password(let firstPassword) = firstSource, case .password(let secondPassword) = secondSource {
            let secrets = try read(firstPassword, of: first, and: secondPassword, of: second)
            return (.password(secrets.first), .password(secrets.second))
        }
        return (try credential(firstSource, of: first), try credential(secondSource, of: second))
    }

    private func credential(_ source: CredentialSource, of account: ResolvedAccount) throws -> MigrationCredential {
        switch source {
        case .password(let source): .password(try secret(from: source, of: account))
        case .accessTokens(let command): .accessTokens(try AccessTokenCommand(command))
        case .signIn(let tokens): .accessTokens(tokens)
        }
    }
}

extension MigrationCredential {
    var password: Secret? {
        if case .password(let secret) = self { secret } else { nil }
    }
}
