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

    private enum State: Sendable {
        case simple(SandboxSASLExchange)
        case scram(SCRAMConversation)
    }

    /// What is sent to the client next; empty where it speaks first.
    public private(set) var challenge: [UInt8] = []
    private var state: State

    /// - Parameter mechanism: in capital letters: PLAIN, LOGIN, XOAUTH2, OAUTHBEARER or SCRAM-SHA-256. Nil for any other.
    public init?(_ mechanism: String) {
        if mechanism == "SCRAM-SHA-256" {
            state = .scram(SCRAMConversation())
            return
        }
        guard var exchange = SandboxSASLExchange(mechanism: mechanism) else { return nil }
        if case .challenge(let words) = exchange.received(nil) { challenge = words }
        state = .simple(exchange)
    }

    /// Takes an answer, decoded.
    public mutating func take(_ answer: [UInt8], passwords: any SandboxAuthenticator) -> Step {
        switch state {
        case .simple(var exchange):
            let step = exchange.received(answer)
            state = .simple(exchange)
            switch step {
            case .challenge(let words):
                challenge = words
                return .challenge
            case .login(let login): return .login(login)
            case .malformed: return .malformed
            }
        case .scram(var conversation):
            let step = conversation.take(answer, passwords: passwords)
            challenge = conversation.challenge
            state = .scram(conversation)
            return step
        }
    }

    /// What is said of a token before it is refused; the client answers with anything (RFC 7628 §3.2.3).
    var reasonForRefusal: [UInt8]? {
        if case .simple(let exchange) = state { exchange.reasonForRefusal } else { nil }
    }
}
