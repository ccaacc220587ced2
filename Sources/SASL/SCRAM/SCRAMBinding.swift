internal import MailCore

/// The first word of a SCRAM login (RFC 5802 §7, `gs2-cbind-flag`).
enum SCRAMBinding: Hashable, Sendable {
    /// We cannot bind to the connection.
    case unsupported
    /// We could, and believe that the server cannot. A server that can then knows that somebody took its offer away.
    case notOffered
    case bound(ChannelBinding)

    var header: String {
        switch self {
        case .unsupported: "n,,"
        case .notOffered: "y,,"
        case .bound(let binding): "p=\(binding.kind.rawValue),,"
        }
    }

    /// The header and the binding's data.
    var input: [UInt8] {
        if case .bound(let binding) = self { Array(header.utf8) + binding.data } else { Array(header.utf8) }
    }

    /// What to try with a mechanism, in this order. A server names no kinds of binding, so each kind is a mechanism of
    /// its own, which it may refuse. Whoever then goes on without must not claim that nothing was offered.
    static func all(
        for mechanism: SASLMechanism, over protection: LineProtection, isOffered: Bool
    ) -> [SCRAMBinding] {
        guard case .tls(let bindings) = protection, !bindings.isEmpty else {
            return mechanism.bindsChannel ? [] : [.unsupported]
        }
        if mechanism.bindsChannel { return bindings.map { .bound($0) } }
        return [isOffered ? .unsupported : .notOffered]
    }
}
