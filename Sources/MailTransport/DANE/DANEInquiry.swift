internal import DNSResolution
package import MailCore
internal import Synchronization

/// Which certificate a server has to show, as DNS says (DANE, RFC 6698): asked once for all connections to it. Only a signed
/// answer counts.
package final class DANEInquiry: Sendable {
    private enum State {
        case unasked
        case answered(Published?)
    }

    private struct Published {
        let name: String
        let records: [TLSARecord]
    }

    private let target: TransportTarget
    private let dns: DNSResolver
    private let state = Mutex(State.unasked)

    /// Nil for a server that DNS can say nothing of.
    init?(_ target: TransportTarget, dns: DNSResolver) {
        guard target.security != .plaintext, HostAddress(target.host) == nil, target.host.contains(".") else {
            return nil
        }
        self.target = target
        self.dns = dns
    }

    /// Asks DNS, unless it has said before what there is.
    func ask() async {
        if case .answered = state.withLock(\.self) { return }
        // When nobody answers, the next connection asks again.
        guard let published = try? await published() else { return }
        state.withLock { $0 = .answered(published) }
    }

    /// What DNS says of a chain.
    ///
    /// - Returns: nil when nothing is published, or nothing that is proven.
    package func finding(of chain: [Certificate]) -> DANEFinding? {
        guard !chain.isEmpty, case .answered(let published?) = state.withLock(\.self) else { return nil }
        return DANEFinding(
            match: DANEMatch(records: published.records, chain: chain),
            recordName: DANEFinding.recordName(port: target.port, host: published.name))
    }

    /// Whose records count: those of the host that a signed CNAME leads to, else of the name itself (RFC 7671 §7).
    ///
    /// - Throws: ``DNSError`` when nobody answers for the host's address.
    private func published() async throws -> Published? {
        // At the same time, so that it takes no longer than to find the address.
        async let own = records(of: target.host)
        let (isSigned, alias) = try await addresses()
        if isSigned, let alias, let published = await records(of: alias) { return published }
        // Where no alias leads out of it, all of the zone is signed or nothing.
        guard isSigned || alias != nil else { return nil }
        return await own
    }

    private func addresses() async throws -> (isSigned: Bool, alias: String?) {
        var answer = try await dns.addresses(of: target.host, family: .ipv4)
        if answer.records.isEmpty { answer = try await dns.addresses(of: target.host, family: .ipv6) }
        let alias = answer.canonicalName.flatMap { $0 == target.host ? nil : $0 }
        return (answer.isAuthenticated, alias)
    }

    private func records(of name: String) async -> Published? {
        guard let answer = try? await dns.certificateAssociations(of: name, port: target.port),
            answer.isAuthenticated, !answer.records.isEmpty
        else { return nil }
        return Published(name: name, records: answer.records)
    }
}

extension TransportOptions {
    /// With what DNS says of one server's certificates, where DNS is asked at all.
    package func inquiring(of target: TransportTarget) -> TransportOptions {
        var options = self
        options.dane = dns.flatMap { DANEInquiry(target, dns: $0) }
        return options
    }
}
