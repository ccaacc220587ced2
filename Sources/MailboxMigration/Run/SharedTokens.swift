internal import MailCore

/// The access tokens of one account, for all its connections. Its source is asked by one of them at a time; the others
/// wait, and get the same token.
actor SharedTokens {
    private let source: any AccessTokenSource
    private var held: HeldToken?
    /// What a server has refused since the last token came.
    private var refused: Secret?
    /// Tokens that were found to be over, with nothing done between (count).
    private var renewals = 0
    private var isAsking = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ source: any AccessTokenSource) { self.source = source }

    /// Whether another token may still help.
    var mayRenew: Bool { renewals < CopyLimits.tokenRenewals }

    /// One for a new connection.
    func token() async throws(AccessTokenFailure) -> HeldToken {
        await takeTurn()
        defer { endTurn() }
        let token: HeldToken
        switch held {
        case let held? where held.isEnding(): token = await renewed(held)
        case let held?: return held
        case nil: token = HeldToken(try await source.token(afterRefusalOf: refused))
        }
        refused = nil
        held = token
        return token
    }

    /// Ahead of its end a token is still good, so nothing is lost when there is no other one yet.
    private func renewed(_ token: HeldToken) async -> HeldToken {
        do {
            return HeldToken(try await source.token(afterRefusalOf: token.secret))
        } catch {
            return token.kept
        }
    }

    /// A server does not let a token in.
    ///
    /// - Returns: whether it is worth coming with another one.
    func refuse(_ token: HeldToken) -> Bool {
        // Another connection was told before, and has seen to it.
        guard held?.secret === token.secret else { return true }
        refused = token.secret
        return drop()
    }

    /// A session has ended because of its token. The source knows best whether that is over: some servers also say so
    /// when they have had enough of us.
    ///
    /// - Returns: whether it is worth opening another one at once.
    func sessionExpired() -> Bool { drop() }

    private func drop() -> Bool {
        held = nil
        defer { renewals += 1 }
        return mayRenew
    }

    /// Something was done since: whatever came before does not count any more.
    func noteProgress() { renewals = 0 }

    private func takeTurn() async {
        guard isAsking else { return isAsking = true }
        await withCheckedContinuation { waiting.append($0) }
    }

    private func endTurn() {
        if waiting.isEmpty { isAsking = false } else { waiting.removeFirst().resume() }
    }
}
