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
        let claims = candidates.compactMap { candidate -> (Value, Set<String>)? in
            guard let preferred = candidate.preferredServer(for: kind) else { return nil }
            let offered = (candidate.incoming + candidate.outgoing).filter { $0.protocol == kind }.map(fact)
            return (Value(source: candidate.source, value: fact(preferred)), Set(offered))
        }
        let isContradiction = claims.contains { mine in
            claims.contains { other in !mine.1.contains(other.0.value) && !other.1.contains(mine.0.value) }
        }
        return isContradiction ? Conflict(what: what, values: claims.map(\.0)) : nil
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
