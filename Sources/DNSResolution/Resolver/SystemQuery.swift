internal import CResolv
internal import MailCore

/// One question through libresolv. Blocks the calling thread until an answer or its last retry.
struct SystemQuery: Sendable {
    let name: DomainName
    let type: RecordType
    let nameserver: Nameserver?
    let timeout: Duration

    /// Largest answer: what TCP can carry (RFC 1035 §4.2.2).
    private static let maximumAnswer = 65_535
    private static let attempts = 2

    func run() throws(DNSError) -> (message: DNSMessage, pathIsSafe: Bool) {
        var state = godwit_resolver_state()
        guard unsafe godwit_resolver_open(&state) == 0 else { throw .unavailable }
        defer { unsafe godwit_resolver_close(&state) }
        // Without trust-ad in resolv.conf the AD bit counts only from a name server on this machine.
        let systemTrustsServers = nameserver == nil && state.options & godwit_option_trust_ad != 0
        if let nameserver {
            guard unsafe godwit_resolver_use(&state, nameserver.host, nameserver.port) == 1 else { throw .unavailable }
        }
        let pathIsSafe = unsafe systemTrustsServers || godwit_resolver_is_local(&state) == 1
        state.options |= godwit_option_edns0 | godwit_option_trust_ad | godwit_option_no_reload
        state.retry = CInt(Self.attempts)
        state.retrans = CInt(clamping: max(1, timeout.components.seconds / Int64(Self.attempts)))
        return (try DNSMessage(decoding: try answer(from: &state)), pathIsSafe)
    }

    private func answer(from state: inout godwit_resolver_state) throws(DNSError) -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: Self.maximumAnswer)
        let internetClass: CInt = 1
        let length = unsafe res_nquery(
            &state, name.description, internetClass, CInt(type.rawValue), &buffer, CInt(buffer.count))
        if length >= 0 { return Array(buffer.prefix(Int(length))) }
        switch state.res_h_errno {
        case HOST_NOT_FOUND: throw .nameNotFound
        case NO_DATA: return Self.emptyAnswer
        default: throw .unavailable
        }
    }

    /// The header of an answer without records: the name exists, but not with this type.
    private static let emptyAnswer: [UInt8] = [0, 0, 0x80] + [UInt8](repeating: 0, count: 9)
}

/// A name server to ask instead of the system's.
package struct Nameserver: Hashable, Sendable {
    /// An IP address.
    package let host: String
    package let port: UInt16

    package init(host: String, port: UInt16) {
        self.host = host
        self.port = port
    }
}
