internal import MailCore

extension [Candidate] {
    /// By trust, then by protection, then by source.
    func ranked() -> [Candidate] {
        sorted { $0.rank.lexicographicallyPrecedes($1.rank) }
    }
}

extension Candidate {
    /// Lower is better.
    fileprivate var rank: [Int] { [trust.rank, weakestSecurity, incoming.isEmpty ? 1 : 0, source.rank] }

    /// Of the servers one would use: TLS from the first byte before STARTTLS before nothing.
    private var weakestSecurity: Int {
        let servers = MailProtocol.allCases.compactMap(preferredServer)
        return servers.map { ConnectionSecurity.allCases.firstIndex(of: $0.security) ?? 0 }.max() ?? 0
    }
}

extension Trust {
    /// The fewer doubts the better.
    fileprivate var rank: Int {
        switch self {
        case .trusted: 0
        case .unverified(let doubts): 1 + doubts.count
        }
    }
}
