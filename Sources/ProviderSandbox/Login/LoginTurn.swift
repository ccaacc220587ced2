/// What a server does after a client's part of a login.
enum LoginTurn {
    case challenge([UInt8])
    case malformed
    /// The reason is told as a challenge; the refusal itself follows the client's answer.
    case refusing(reason: [UInt8], SandboxLoginOutcome)
    case over(SandboxLoginOutcome)
}

extension SASLConversation {
    /// - Parameter response: nil when the client waits for a challenge.
    mutating func turn(_ response: [UInt8]?, asking authenticator: any SandboxAuthenticator) -> LoginTurn {
        switch response.map({ take($0, passwords: authenticator) }) ?? .challenge {
        case .challenge: return .challenge(challenge)
        case .malformed: return .malformed
        case .refused: return .over(.refused(nil))
        case .login(let login):
            let outcome = authenticator.judge(login)
            guard case .refused = outcome, let reason = reasonForRefusal else { return .over(outcome) }
            return .refusing(reason: reason, outcome)
        }
    }
}
