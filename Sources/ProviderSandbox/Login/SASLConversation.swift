/// The server's side of one login by SASL (RFC 4422): SCRAM, and the mechanisms that show the server what they prove with.
public struct SASLConversation: Sendable {
    /// What follows from an answer of the client.
    public enum Step: Hashable, Sendable {
        /// ``SASLConversation/challenge`` is to be sent.
        case challenge
        /// What the client claims; the authenticator decides.
        case login(SandboxLogin)
        /// The client could not prove it.
        case refused
        /// The answer is none of this mechanism.
        case malformed
    }

    private enum Mechanism: String {
        case plain = "PLAIN"
        case login = "LOGIN"
        case xoauth2 = "XOAUTH2"
        case oauthBearer = "OAUTHBEARER"
        case scram = "SCRAM-SHA-256"
    }

    /// What is sent to the client next; empty where it speaks first.
    public private(set) var challenge: [UInt8] = []
    private let mechanism: Mechanism
    /// Of LOGIN.
    private var user: String?
    private var scram = SCRAMConversation()

    /// - Parameter mechanism: in capital letters: PLAIN, LOGIN, XOAUTH2, OAUTHBEARER or SCRAM-SHA-256. Nil for any other.
    public init?(_ mechanism: String) {
        guard let mechanism = Mechanism(rawValue: mechanism) else { return nil }
        self.mechanism = mechanism
        if mechanism == .login { challenge = Array("Username:".utf8) }
    }

    /// Takes an answer, decoded.
    public mutating func take(_ answer: [UInt8], passwords: any SandboxAuthenticator) -> Step {
        switch mechanism {
        case .plain: Self.plain(answer).map(Step.login) ?? .malformed
        case .login: takeForLogin(answer)
        case .xoauth2, .oauthBearer: token(answer).map(Step.login) ?? .malformed
        case .scram: takeForSCRAM(answer, passwords)
        }
    }

    /// What is said of a token before it is refused; the client answers with anything (RFC 7628 §3.2.3).
    var reasonForRefusal: [UInt8]? {
        switch mechanism {
        case .xoauth2, .oauthBearer: Array(#"{"status":"401","schemes":"bearer","scope":"mail"}"#.utf8)
        case .plain, .login, .scram: nil
        }
    }

    // MARK: Mechanisms

    /// RFC 4616 §2: who to act as, who it is, and the password.
    private static func plain(_ answer: [UInt8]) -> SandboxLogin? {
        let parts = answer.split(separator: 0, omittingEmptySubsequences: false)
        guard parts.count == 3, let user = String(validating: parts[1], as: UTF8.self),
            let password = String(validating: parts[2], as: UTF8.self)
        else { return nil }
        return SandboxLogin(mechanism: Mechanism.plain.rawValue, user: user, proof: .password(password))
    }

    /// draft-murchison-sasl-login: the name, then the password.
    private mutating func takeForLogin(_ answer: [UInt8]) -> Step {
        guard let text = String(validating: answer, as: UTF8.self) else { return .malformed }
        guard let user else {
            user = text
            challenge = Array("Password:".utf8)
            return .challenge
        }
        return .login(SandboxLogin(mechanism: mechanism.rawValue, user: user, proof: .password(text)))
    }

    /// RFC 7628 §3.1 and Google's XOAUTH2: fields divided by bytes of value 1.
    private func token(_ answer: [UInt8]) -> SandboxLogin? {
        let texts = answer.split(separator: 1).compactMap { String(validating: $0, as: UTF8.self) }
        let bearer = texts.first { $0.lowercased().hasPrefix("auth=bearer ") }?.dropFirst("auth=bearer ".count)
        let user =
            mechanism == .xoauth2
            ? texts.first { $0.hasPrefix("user=") }?.dropFirst("user=".count)
            : texts.first?.split(separator: ",").first { $0.hasPrefix("a=") }?.dropFirst("a=".count)
        guard let bearer, let user else { return nil }
        return SandboxLogin(mechanism: mechanism.rawValue, user: String(user), proof: .token(String(bearer)))
    }

    private mutating func takeForSCRAM(_ answer: [UInt8], _ passwords: any SandboxAuthenticator) -> Step {
        let step = scram.take(answer, passwords: passwords)
        challenge = scram.challenge
        return step
    }
}
