extension SandboxLogin {
    /// What a token is refused with before the refusal itself (RFC 7628 §3.2.3); the client answers with anything. Nil for a
    /// password.
    var reasonForRefusal: [UInt8]? {
        guard case .token = proof else { return nil }
        return Array(#"{"status":"401","schemes":"bearer","scope":"mail"}"#.utf8)
    }
}
