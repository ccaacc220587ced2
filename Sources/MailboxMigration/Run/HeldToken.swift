internal import MailCore

/// An access token that is in use, and the time from which on there should be another one.
struct HeldToken: Sendable {
    let secret: Secret
    /// Nil when nothing is known of its end: then the server tells.
    private(set) var renewal: ContinuousClock.Instant?

    init(_ token: AccessToken, receivedAt now: ContinuousClock.Instant = .now) {
        secret = token.secret
        guard let end = token.expires, end > now else { return }
        // A token that lasts for less than the margin would never be good for anything.
        renewal = max(end - CopyLimits.tokenMargin, now + now.duration(to: end) / 2)
    }

    func isEnding(at now: ContinuousClock.Instant = .now) -> Bool { renewal.map { $0 <= now } ?? false }

    /// The same for when there is no other one: it is used until the server refuses it.
    var kept: HeldToken {
        var token = self
        token.renewal = nil
        return token
    }
}

/// An access token ends soon: a new session begins with another one. Everything was ended in good order before.
struct TokenEnding: Error {}
