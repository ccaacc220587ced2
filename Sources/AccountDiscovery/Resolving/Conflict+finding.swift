internal import MailCore

extension Conflict {
    /// What the sources contradict each other in. A candidate that also offers the other's choice agrees with it.
    ///
    /// - Parameter denied: what the domain itself says it does not offer.
    static func all(in candidates: [Candidate], denied: [DeniedService] = []) -> [Conflict] {
        MailProtocol.allCases.flatMap { kind in
            [
                conflict("\(kind.rawValue) server", in: candidates, kind: kind) { $0.endpoint },
                conflict("\(kind.rawValue) username", in: candidates, kind: kind) { $0.username },
                denial(of: kind, in: candidates, denied: denied.filter { $0.protocol == kind }),
            ].compactMap { $0 }
        }
    }

    private static func conflict(
        _ what: String, in candidates: [Candidate], kind: MailProtocol, fact: (ServerSettings) -> String
    ) -> Conflict? {
        let claims = candidates.compactMap { candidate -> Claim? in
            guard let preferred = candidate.preferredServer(for: kind) else { return nil }
            let offered = (candidate.incoming + candidate.outgoing).filter { $0.protocol == kind }.map(fact)
            return Claim(
                value: Value(source: candidate.source, value: fact(preferred)), offered: Set(offered),
                bundledOperator: candidate.source.isBundled ? RegistrableDomain.of(host: preferred.host) : nil)
        }
        let isContradiction = claims.contains { mine in claims.contains { $0.contradicts(mine) } }
        return isContradiction ? Conflict(what: what, values: claims.map(\.value)) : nil
    }

    private struct Claim {
        let value: Value
        /// All that the source names.
        let offered: Set<String>
        /// Whose servers they are, where a bundled profile says so.
        let bundledOperator: String?

        /// MX records tell the operator. Which of the operator's profiles fits is told by the domain, where one names it: at
        /// NetEase, the hosts that take mail for 163.com take it for companies, too.
        func contradicts(_ other: Claim) -> Bool {
            guard bundledOperator == nil || bundledOperator != other.bundledOperator else { return false }
            return !offered.contains(other.value.value) && !other.offered.contains(value.value)
        }
    }

    /// Somebody names a server of a kind that the domain says it does not have.
    private static func denial(
        of kind: MailProtocol, in candidates: [Candidate], denied: [DeniedService]
    ) -> Conflict? {
        let claims = candidates.compactMap { candidate -> Value? in
            guard let server = candidate.preferredServer(for: kind), denied.contains(where: { $0.isAbout(server) })
            else { return nil }
            return Value(source: candidate.source, value: server.endpoint)
        }
        guard !claims.isEmpty else { return nil }
        let words = denied.map { "no \(kind.rawValue) \($0.security.rawValue)" }.joined(separator: ", ")
        return Conflict(what: "\(kind.rawValue) offered", values: claims + [Value(source: .srv, value: words)])
    }
}

extension DeniedService {
    /// Whether a server is of this kind.
    func isAbout(_ server: ServerSettings) -> Bool { `protocol` == server.protocol && security == server.security }
}

extension ServerSettings {
    /// Such as `imap.example.org:993 tls`.
    fileprivate var endpoint: String { "\(host):\(port) \(security.rawValue)" }
}
