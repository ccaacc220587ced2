/// What a run makes of access tokens that end.
extension MailboxMigrator {
    /// Whether a session ended because of an access token, and may well be begun again at once.
    func isWorthAnotherToken(_ error: MigrationError) async -> Bool {
        guard case .server(let side, let failure) = error, failure.isEndOfToken,
            case .tokens(let tokens) = (side == .source ? source : target).login
        else { return false }
        return await tokens.sessionExpired()
    }

    /// To be called when something was done.
    func forgetRefusedTokens() async {
        for account in [source, target] {
            if case .tokens(let tokens) = account.login { await tokens.noteProgress() }
        }
    }
}
