internal import COpenSSL

/// The errors OpenSSL left in the queue of this thread. Every call is preceded by ``clear()``, so that what is
/// taken afterwards belongs to that call.
struct OpenSSLErrors {
    private let codes: [UInt]

    static func clear() { ERR_clear_error() }

    /// Empties the queue, the oldest error first.
    static func take() -> OpenSSLErrors {
        var codes: [UInt] = []
        while true {
            let code = ERR_get_error()
            if code == 0 { return OpenSSLErrors(codes: codes) }
            codes.append(code)
        }
    }

    /// OpenSSL's sentence for the first error: the cause; later ones only say which callers gave up.
    var reason: String {
        guard let code = codes.first else { return "unknown error" }
        if let text = ERR_reason_error_string(code) { return String(cString: text) }
        return "error 0x" + String(code, radix: 16)
    }

    /// Whether they mean that both sides have no protocol version in common.
    var concernProtocolVersion: Bool {
        codes.contains { code in
            let reason = Int32(truncatingIfNeeded: code & 0x7F_FFFF)
            return [
                SSL_R_UNSUPPORTED_PROTOCOL, SSL_R_TLSV1_ALERT_PROTOCOL_VERSION, SSL_R_WRONG_SSL_VERSION,
                SSL_R_VERSION_TOO_LOW, SSL_R_WRONG_VERSION_NUMBER,
            ].contains(reason)
        }
    }
}
