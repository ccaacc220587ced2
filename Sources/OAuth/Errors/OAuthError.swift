package import HTTPFetch
internal import MailTransport

/// Why there is no token.
package enum OAuthError: Error, Hashable, Sendable {
    /// The server said no, and why.
    case refused(OAuthRefusal)
    /// No answer came.
    case unreachable(HTTPFetchError, HTTPURL)
    /// An answer without a reason.
    case unexpectedStatus(Int)
    /// An answer that lacks this, or has it in a form that cannot be.
    case malformedAnswer(String)
    /// This would not be https.
    case insecureEndpoint(String)
    /// The browser brought an answer to a question that was not asked here.
    case otherState
    /// The answer is another server's (RFC 9207 §2.4).
    case otherIssuer
    /// The identity was made for another request.
    case otherNonce
    /// Nobody signed in within the time given.
    case timedOut
    /// The server has no page to sign in.
    case noSignInPage
    /// The server has no sign-in on another device.
    case noDeviceFlow
    /// The server gave no token that lasts.
    case noRefreshToken
    /// The file holds no key of a service account.
    case unusableKey
    /// There is no port of this computer to listen on.
    case noListener(port: UInt16)
}

/// What a server says when it refuses (RFC 6749 §5.2).
package struct OAuthRefusal: Hashable, Sendable {
    /// Such as `invalid_grant`.
    package let code: String
    /// In the server's own words; may be empty.
    package let words: String

    package init(code: String, words: String = "") {
        self.code = code
        self.words = words
    }

    /// Nil for a code of the provider's own.
    package var known: OAuthErrorCode? { OAuthErrorCode(rawValue: code) }
}

extension HTTPFetchError {
    /// A certificate that nobody vouches for stays so.
    fileprivate var isUntrusted: Bool {
        if case .transport(.tls) = self { true } else { self == .notSecure }
    }
}

extension OAuthError {
    /// Whether it may be over by itself.
    package var isTemporary: Bool {
        switch self {
        case .refused(let refusal): [.serverError, .temporarilyUnavailable, .slowDown].contains(refusal.known)
        case .unreachable(let error, _): !error.isUntrusted
        case .unexpectedStatus(let status): status == 429 || status >= 500
        case .malformedAnswer, .insecureEndpoint, .otherState, .otherIssuer, .otherNonce, .timedOut, .noSignInPage,
            .noDeviceFlow, .noRefreshToken, .unusableKey, .noListener:
            false
        }
    }
}
