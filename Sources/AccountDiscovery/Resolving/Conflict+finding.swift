internal import MailCore

extension Conflict {
    /// What the candidates contradict each other in. A candidate that also offers the other's choice agrees with it.
    static func all(in candidates: [Candidate]) -> [Conflict] {
        MailProtocol.allCases.flatMap { kind in
            [
                conflict("\(kind.rawValue) server", in: candidates, kind: kind) { $0.endpoint },
                conflict("\(kind.rawValue) username", in: candidates, kind: kind) { $0.username },
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
}

extension ServerSettings {
    /// Such as `imap.example.org:993 tls`.
    fileprivate var endpoint: String { "\(host):\(port) \(security.rawValue)" }
}
