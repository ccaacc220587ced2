/// How a connection is protected. Raw values are the names used in JSON.
public enum ConnectionSecurity: String, CaseIterable, Hashable, Sendable, Codable {
    /// TLS from the first byte (RFC 8314 §3): the default.
    case tls
    /// Plain first, then upgraded by STARTTLS; never falls back to plaintext.
    case starttls
    /// No protection at all; only ever used when the user asked for it.
    case plaintext
}
