internal import MailCore

/// SCRAM (RFC 5802, RFC 7677) as a client: both sides prove that they know the password, and neither says it.
///
/// The password's bytes are used as they are. SASLprep and OpaqueString (RFC 4013, RFC 8265 §4.2) leave ASCII alone, and what
/// people type is in normal form already; servers that prepare nothing (Dovecot) compare bytes, and would refuse what
/// we had changed. Only NUL is refused.
struct SCRAMExchange: ~Copyable {
    private enum State: ~Copyable {
        case starting
        case awaitingServerFirst(bare: String)
        case awaitingKey(authMessage: String, finalMessage: String)
        case awaitingServerFinal(signature: WipedBytes)
        /// Either side has said its last word.
        case over
    }

    private let hash: HashFunction
    private let credentials: LoginCredentials
    private let binding: SCRAMBinding
    private let nonce: String
    private var state = State.starting
    /// Whether the server has proved that it knows the password.
    private(set) var isVerified = false

    /// - Parameter nonce: printable, without a comma, and never used before.
    init(_ hash: HashFunction, _ credentials: LoginCredentials, binding: SCRAMBinding, nonce: String = freshNonce()) {
        self.hash = hash
        self.credentials = credentials
        self.binding = binding
        self.nonce = nonce
    }

    static func freshNonce() -> String {
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<18).map { _ in UInt8.random(in: 0...255, using: &generator) }
        return String(decoding: Base64.encode(bytes), as: UTF8.self)
    }

    mutating func begin() throws(SASLError) -> [UInt8] {
        guard !credentials.username.utf8.contains(0), !credentials.secret.withBytes({ $0.contains(0) }) else {
            throw .forbiddenByte
        }
        let bare = "n=\(SCRAMMessage.escaped(credentials.username)),r=\(nonce)"
        state = .awaitingServerFirst(bare: bare)
        return Array((binding.header + bare).utf8)
    }

    enum Step {
        case derive(KeyDerivation)
        /// Nothing more is to be said; the answer is empty.
        case acknowledge
    }

    mutating func challengeReceived(_ message: [UInt8]) throws(SASLError) -> Step {
        switch exchange(&state, with: .over) {
        case .awaitingServerFirst(let bare):
            return .derive(try serverFirstReceived(message, bare: bare))
        case .awaitingServerFinal(let signature):
            switch try SCRAMMessage.serverFinal(message) {
            case .error(let error): throw .serverError(error)
            case .signature(let received):
                guard signature.equals(received) else { throw .serverNotVerified }
                isVerified = true
                return .acknowledge
            }
        case .starting: throw .unexpectedChallenge
        case .awaitingKey: throw .unexpectedChallenge
        case .over: throw .unexpectedChallenge
        }
    }

    private mutating func serverFirstReceived(_ message: [UInt8], bare: String) throws(SASLError) -> KeyDerivation {
        let first = try SCRAMMessage.serverFirst(message)
        guard first.nonce.hasPrefix(nonce), first.nonce.utf8.count > nonce.utf8.count else { throw .wrongNonce }
        guard SCRAMLimits.iterations.contains(first.iterations) else {
            throw .unreasonableIterations(first.iterations)
        }
        let bound = String(decoding: Base64.encode(binding.input), as: UTF8.self)
        let final = "c=\(bound),r=\(first.nonce)"
        let auth = "\(bare),\(String(decoding: message, as: UTF8.self)),\(final)"
        state = .awaitingKey(authMessage: auth, finalMessage: final)
        return KeyDerivation(
            hash: hash, password: credentials.secret, salt: first.salt, iterations: Int32(clamping: first.iterations))
    }

    /// - Returns: the client's last message, which proves that we know the password.
    mutating func keyDerived(_ saltedPassword: Secret) throws(SASLError) -> [UInt8] {
        guard case .awaitingKey(let auth, let final) = exchange(&state, with: .over) else { throw .unexpectedChallenge }
        let message = Array(auth.utf8)
        let serverKey = try hash.authenticationCode(Array("Server Key".utf8), key: saltedPassword)
        var proof = try hash.authenticationCode(Array("Client Key".utf8), key: saltedPassword)
        let storedKey = try hash.digest(proof)
        proof.exclusiveOr(with: try hash.authenticationCode(message, key: storedKey))
        state = .awaitingServerFinal(signature: try hash.authenticationCode(message, key: serverKey))
        return Array((final + ",p=").utf8) + proof.withBytes { Base64.encode(Array($0)) }
    }
}
