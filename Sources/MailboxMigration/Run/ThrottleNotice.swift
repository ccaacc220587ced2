internal import IMAPClient
internal import IMAPCodec
internal import MailCore

/// A server's word that it wants a pause: the work was not wrong, only too much or too soon.
struct ThrottleNotice: Hashable, Sendable {
    /// What was asked when the server said so. The later ones know more: what is taken for a pause at one of them is so
    /// at all after it.
    enum Moment: Int, Comparable, Sendable {
        /// Mail was copied.
        case work
        /// The first login, or the end of a connection: LIMIT is about connections there, not about keywords.
        case login
        /// A login after one that worked: words that may also mean a wrong password do not mean it any more.
        case laterLogin

        static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    /// The server's words, cleaned.
    let serverText: String
    /// How long the server says, or this kind of limit is known to last; nil where neither tells.
    let milliseconds: Int?

    init(serverText: String, milliseconds: Int?) {
        self.serverText = serverText
        self.milliseconds = milliseconds
    }

    /// What a session ended with.
    ///
    /// - Parameter hasLoggedIn: whether both accounts had been open before.
    init?(_ error: IMAPError, hasLoggedIn: Bool) {
        guard let status = error.status else { return nil }
        switch error {
        case .refused: self.init(status: status)
        default: self.init(status: status, at: hasLoggedIn ? .laterLogin : .login)
        }
    }

    /// - Returns: nil when the server wants no pause.
    init?(status: StatusResponse, at moment: Moment = .work) {
        guard status.kind != .ok, status.kind != .preauth else { return nil }
        let text = DisplayText.clean(bytes: status.text, limit: ByteLimits.serverText)
        let words = text.lowercased()
        let matches = ThrottlePhrase.all.first {
            $0.since <= moment && words.contains($0.words) && ($0.code == nil || $0.code == status.code?.name)
        }
        guard let phrase = matches, let length = phrase.pause else { return nil }
        serverText = text
        switch length {
        case .unknown: milliseconds = nil
        case .known(let duration): milliseconds = Int(duration.components.seconds) * 1_000
        case .stated: milliseconds = Self.number(after: phrase.words, in: words)
        }
    }

    /// The first number that follows a phrase.
    private static func number(after phrase: String, in words: String) -> Int? {
        guard let end = words.firstRange(of: phrase)?.upperBound else { return nil }
        let digits = words[end...].drop { !$0.isASCIIDigit }.prefix { $0.isASCIIDigit }
        return Int(digits)
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
