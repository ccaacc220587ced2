internal import COpenSSL

/// The server's side of SCRAM-SHA-256 without channel binding (RFC 5802, RFC 7677).
struct SCRAMConversation: Sendable {
    private enum State: Sendable {
        case first
        case final(SandboxLogin, password: String, messages: String, nonce: String, header: [UInt8])
        case done(SandboxLogin)
    }

    private static let iterations = 4_096
    private static let salt = Array("godwit's sandbox".utf8)

    private(set) var challenge: [UInt8] = []
    private var state = State.first

    mutating func take(_ answer: [UInt8], passwords: any SandboxAuthenticator) -> SASLConversation.Step {
        switch state {
        case .first: return first(String(decoding: answer, as: UTF8.self), passwords)
        case .final(let login, let password, let messages, let nonce, let header):
            return final(String(decoding: answer, as: UTF8.self), login, password, messages, nonce, header)
        case .done(let login): return answer.isEmpty ? .login(login) : .malformed
        }
    }

    /// `n,,n=USER,r=NONCE`
    private mutating func first(_ message: String, _ passwords: any SandboxAuthenticator) -> SASLConversation.Step {
        let parts = message.split(separator: ",", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "n" || parts[0] == "y",
            let name = Self.value("n", in: parts[2]), let clientNonce = Self.value("r", in: parts[2])
        else { return .malformed }
        let user = name.replacing("=2C", with: ",").replacing("=3D", with: "=")
        // Somebody who is not known is refused, without hiding that: these are no secrets.
        guard let password = passwords.password(of: user) else { return .refused }
        let nonce = clientNonce + String(UInt64.random(in: .min ... .max), radix: 36)
        let words = "r=\(nonce),s=\(SandboxBase64.encoded(Self.salt)),i=\(Self.iterations)"
        challenge = Array(words.utf8)
        state = .final(
            SandboxLogin(mechanism: "SCRAM-SHA-256", user: user, proof: .knownPassword), password: password,
            messages: "\(parts[2]),\(words),", nonce: nonce, header: Array("\(parts[0]),\(parts[1]),".utf8))
        return .challenge
    }

    /// `c=HEADER,r=NONCE,p=PROOF`
    private mutating func final(
        _ message: String, _ login: SandboxLogin, _ password: String, _ messages: String, _ nonce: String,
        _ header: [UInt8]
    ) -> SASLConversation.Step {
        guard let end = message.firstRange(of: ",p=")?.lowerBound,
            let proof = Self.value("p", in: message[end...].dropFirst()).flatMap({ SandboxBase64.decoded($0) }
            ),
            Self.value("r", in: message) == nonce, Self.value("c", in: message) == SandboxBase64.encoded(header)
        else { return .malformed }
        let authMessage = Array((messages + message[..<end]).utf8)
        let salted = Self.saltedPassword(password)
        let clientKey = Self.hmac(salted, Array("Client Key".utf8))
        let signature = Self.hmac(Self.digest(clientKey), authMessage)
        guard proof == zip(clientKey, signature).map({ $0 ^ $1 }) else { return .refused }
        let serverSignature = Self.hmac(Self.hmac(salted, Array("Server Key".utf8)), authMessage)
        challenge = Array("v=\(SandboxBase64.encoded(serverSignature))".utf8)
        state = .done(login)
        return .challenge
    }

    private static func value(_ name: String, in message: some StringProtocol) -> String? {
        message.split(separator: ",").first { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(2)) }
    }

    private static func saltedPassword(_ password: String) -> [UInt8] {
        var key = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
        PKCS5_PBKDF2_HMAC(
            password, Int32(password.utf8.count), salt, Int32(salt.count), Int32(iterations), EVP_sha256(),
            Int32(key.count), &key)
        return key
    }

    private static func hmac(_ key: [UInt8], _ message: [UInt8]) -> [UInt8] {
        var code = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
        var length = UInt32(code.count)
        HMAC(EVP_sha256(), key, Int32(key.count), message, message.count, &code, &length)
        return code
    }

    private static func digest(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
        SHA256(bytes, bytes.count, &digest)
        return digest
    }
}
