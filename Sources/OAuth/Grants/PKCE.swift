internal import MailCore

/// Proof that whoever brings a code is who asked for it (RFC 7636, with S256).
struct PKCE: Sendable {
    let verifier: Secret

    init(verifier: Secret = RandomText.secret()) { self.verifier = verifier }

    /// RFC 7636 §4.2.
    var challenge: String { verifier.withBytes { Base64URL.encode(Digest.sha256($0)) } }
}
