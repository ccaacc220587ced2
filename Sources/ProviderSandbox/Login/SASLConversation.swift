/// The server's side of one login (RFC 4422), the same for all protocols.
public struct SASLConversation: Sendable {
    /// What follows from an answer of the client.
    public enum Step: Hashable, Sendable {
        /// ``SASLConversation/challenge`` is to be sent.
        case challenge
        /// What the client claims; the authenticator decides.
        case login(SandboxLogin)
        case refused
        case malformed
    }

    private enum State: Sendable {
        case plain
        case loginUser
        case loginPassword(user: String)
        case token(mechanism: String)
        case scram(SCRAMConversation)
    }

    /// What is sent to the client next; empty where it speaks first.
    public private(set) var challenge: [UInt8] = []
    private var state: State

    /// - Parameter mechanism: in capital letters: PLAIN, LOGIN, XOAUTH2, OAUTHBEARER or SCRAM-SHA-256. Nil for any other.
    public init?(_ mechanism: String) {
        switch mechanism {
        case "PLAIN": state = .plain
        case "LOGIN":
            state = .loginUser
            challenge = Array("Username:".utf8)
        case "XOAUTH2", "OAUTHBEARER": state = .token(mechanism: mechanism)
        case "SCRAM-SHA-256": state = .scram(SCRAMConversation())
        default: return nil
        }
    }

    /// Takes an answer, decoded.
    public mutating func take(_ answer: [UInt8], passwords: any SandboxAuthenticator) -> Step {
        switch state {
        case .plain: return Self.plain(answer)
        case .loginUser:
            state = .loginPassword(user: String(decoding: answer, as: UTF8.self))
            challenge = Array("Password:".utf8)
            return .challenge
        case .loginPassword(let user):
            let password = String(decoding: answer, as: UTF8.self)
            return .login(SandboxLogin(mechanism: "LOGIN", user: user, proof: .password(password)))
        case .token(let mechanism): return Self.token(answer, mechanism)
        case .scram(var conversation):
            let step = conversation.take(answer, passwords: passwords)
            challenge = conversation.challenge
            state = .scram(conversation)
            return step
        }
    }

    /// RFC 4616 §2: whom to act as, who it is, and the password.
    private static func plain(_ answer: [UInt8]) -> Step {
        let parts = answer.split(separator: 0, omittingEmptySubsequences: false)
        guard parts.count == 3, !parts[1].isEmpty else { return .malformed }
        let (user, password) = (String(decoding: parts[1], as: UTF8.self), String(decoding: parts[2], as: UTF8.self))
        return .login(SandboxLogin(mechanism: "PLAIN", user: user, proof: .password(password)))
    }

    /// XOAUTH2: `user=NAME^Aauth=Bearer TOKEN^A^A`; OAUTHBEARER (RFC 7628 §3.1): `n,a=NAME,^A…^Aauth=Bearer TOKEN^A^A`.
    private static func token(_ answer: [UInt8], _ mechanism: String) -> Step {
        let parts = answer.split(separator: 1).map { String(decoding: $0, as: UTF8.self) }
        var user = parts.first { $0.hasPrefix("user=") }.map { String($0.dropFirst(5)) }
        if mechanism == "OAUTHBEARER", let header = parts.first {
            user = header.split(separator: ",").first { $0.hasPrefix("a=") }.map { String($0.dropFirst(2)) }
        }
        let field = parts.first { $0.lowercased().hasPrefix("auth=bearer ") }
        guard let user, let token = field?.dropFirst(12) else { return .malformed }
        let name = user.replacing("=2C", with: ",").replacing("=3D", with: "=")
        return .login(SandboxLogin(mechanism: mechanism, user: name, proof: .token(String(token))))
    }
}
