/// When to ask again whether somebody has signed in (RFC 8628 §3.5). It knows no clock: whoever asks says what came.
package struct DevicePolling: Sendable {
    /// How long to wait before the next question.
    package private(set) var interval: Duration
    private var waited = Duration.zero
    private let lifetime: Duration

    package init(_ authorization: DeviceAuthorization) {
        interval = authorization.interval
        lifetime = authorization.lifetime
    }

    /// What to do after a question that brought no token.
    ///
    /// - Throws: when it is over: refused, or too late. Else the wait is ``interval``.
    package mutating func goOn(after error: OAuthError) throws(OAuthError) {
        switch error {
        case .refused(let refusal) where refusal.known == .authorizationPending: break
        case .refused(let refusal) where refusal.known == .slowDown: interval += OAuthLimits.slowDown
        // A connection that failed says nothing of the person: less often, as RFC 8628 §3.5 wants it.
        case .unreachable where error.isTemporary, .unexpectedStatus where error.isTemporary:
            interval = min(interval * 2, OAuthLimits.pollingInterval.upperBound)
        default: throw error
        }
        waited += interval
        guard waited <= lifetime else { throw .refused(OAuthRefusal(code: OAuthErrorCode.expiredToken.rawValue)) }
    }
}
