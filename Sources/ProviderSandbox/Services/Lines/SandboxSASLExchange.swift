internal import FoundationEssentials

/// A login by a mechanism of SASL (RFC 4422) as the server sees it, without input or output.
struct SandboxSASLExchange: Sendable {
    /// What comes next.
    enum Step: Equatable {
        case challenge([UInt8])
        /// Everything is there to decide.
        case login(SandboxLogin)
        case malformed
    }

    let mechanism: String
    private var user: String?

    /// - Parameter mechanism: in capital letters; nil for one that is not known.
    init?(mechanism: String) {
        guard ["PLAIN", "LOGIN", "XOAUTH2", "OAUTHBEARER"].contains(mechanism) else { return nil }
        self.mechanism = mechanism
    }

    /// - Parameter response: what the client says; nil when it waits for a challenge.
    mutating func received(_ response: [UInt8]?) -> Step {
        switch mechanism {
        case "LOGIN": receivedForLogin(response)
        default: response.map(single) ?? .challenge([])
        }
    }

    /// What a token is refused with before the refusal itself (RFC 7628 §3.2.3); the client answers with anything.
    var reasonForRefusal: [UInt8]? {
        mechanism == "PLAIN" || mechanism == "LOGIN"
            ? nil : Array(#"{"status":"401","schemes":"bearer","scope":"mail"}"#.utf8)
    }

    // MARK: Mechanisms

    /// draft-murchison-sasl-login: the name, then the password.
    private mutating func receivedForLogin(_ response: [UInt8]?) -> Step {
        guard let response else { return .challenge(Array("Username:".utf8)) }
        guard let text = String(validating: response, as: UTF8.self) else { return .malformed }
        guard let user else {
            user = text
            return .challenge(Array("Password:".utf8))
        }
        return .login(SandboxLogin(mechanism: mechanism, user: user, proof: .password(text)))
    }

    private func single(_ response: [UInt8]) -> Step {
        let login =
            switch mechanism {
            case "PLAIN": plain(response)
            case "XOAUTH2": token(response, fields: response.split(separator: 1), user: "user=")
            default: token(response, fields: response.split(separator: 1), user: nil)
            }
        return login.map(Step.login) ?? .malformed
    }

    /// RFC 4616 §2: who to act as, who it is, and the password.
    private func plain(_ response: [UInt8]) -> SandboxLogin? {
        let parts = response.split(separator: 0, omittingEmptySubsequences: false)
        guard parts.count == 3, let user = String(validating: parts[1], as: UTF8.self),
            let password = String(validating: parts[2], as: UTF8.self)
        else { return nil }
        return SandboxLogin(mechanism: mechanism, user: user, proof: .password(password))
    }

    /// RFC 7628 §3.1 and Google's XOAUTH2: fields divided by bytes of value 1.
    private func token(_ response: [UInt8], fields: [ArraySlice<UInt8>], user prefix: String?) -> SandboxLogin? {
        let texts = fields.compactMap { String(validating: $0, as: UTF8.self) }
        let bearer = texts.first { $0.lowercased().hasPrefix("auth=bearer ") }?.dropFirst("auth=bearer ".count)
        let user =
            prefix.map { prefix in texts.first { $0.hasPrefix(prefix) }?.dropFirst(prefix.count) }
            ?? texts.first?.split(separator: ",").first { $0.hasPrefix("a=") }?.dropFirst(2)
        guard let bearer, let user else { return nil }
        return SandboxLogin(mechanism: mechanism, user: String(user), proof: .token(String(bearer)))
    }
}

/// Base64 as mechanisms are written (RFC 4648 §4).
enum SandboxBase64 {
    static func encoded(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

    /// Nil when it is none. `=` alone stands for nothing at all (RFC 4954 §4).
    static func decoded(_ text: String) -> [UInt8]? {
        text == "=" ? [] : Data(base64Encoded: text).map(Array.init)
    }
}
