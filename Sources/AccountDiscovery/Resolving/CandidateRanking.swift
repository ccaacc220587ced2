internal import MailCore

extension [Candidate] {
    /// By trust, then by protection, then by what the servers showed, then by source.
    func ranked(_ sightings: [ServerSighting] = []) -> [Candidate] {
        sorted { $0.rank(sightings).lexicographicallyPrecedes($1.rank(sightings)) }
    }
}

extension Candidate {
    /// Lower is better.
    fileprivate func rank(_ sightings: [ServerSighting]) -> [Int] {
        [trust.weight, weakestSecurity, incoming.isEmpty ? 1 : 0, liveliness(sightings), source.rank]
    }

    /// Of the servers one would use: TLS from the first byte before STARTTLS before nothing.
    private var weakestSecurity: Int {
        preferredServers.map { ConnectionSecurity.allCases.firstIndex(of: $0.security) ?? 0 }.max() ?? 0
    }

    /// Of the server one would read mail from: seen at work, not looked at, not there.
    private func liveliness(_ sightings: [ServerSighting]) -> Int {
        guard let server = preferredServer(for: .imap) ?? preferredServer(for: .pop3),
            let sighting = sightings.first(where: { $0.isOf(server) })
        else { return 1 }
        return sighting.outcome == .ready ? 0 : 2
    }
}

extension Trust {
    /// Doubts add up, and a graver one outweighs all lighter ones together.
    var weight: Int {
        switch self {
        case .trusted: 0
        case .unverified(let doubts): doubts.reduce(0) { $0 + $1.weight }
        }
    }
}

extension Trust.Doubt {
    fileprivate var weight: Int {
        switch self {
        case .missingDigest: 1
        case .unauthenticatedDNS: 2
        case .thirdParty: 2
        case .otherDomain: 6
        case .unusualPort: 12
        case .plainHTTP: 24
        case .plaintextServer: 48
        case .guessed: 96
        }
    }
}
