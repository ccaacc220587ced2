/// Whether settings may be used without asking the user.
public enum Trust: Hashable, Sendable {
    /// Bundled with Godwit, or fetched over verified HTTPS from the domain's own provider.
    case trusted
    /// Usable only after a yes that shows these reasons.
    case unverified(Set<Doubt>)

    /// Why settings are not trusted by themselves. Raw values are used in JSON.
    public enum Doubt: String, Hashable, Sendable, CaseIterable {
        /// The domain's DNS holds no digest that vouches for the document (PACC).
        case missingDigest
        /// DNS answers that no DNSSEC signature protects name the server.
        case unauthenticatedDNS
        /// A server outside the address's own domain is named by an unprotected answer.
        case otherDomain
        /// A hop went over plain HTTP.
        case plainHTTP
        /// A server would be reached without TLS.
        case plaintextServer
        /// A database of third parties said it, not the provider.
        case thirdParty
        /// A server is on a port that mail does not use.
        case unusualPort
        /// Nobody said it; it was tried.
        case guessed
    }

    /// The worse of both: doubts add up.
    public func combined(with other: Trust) -> Trust {
        switch (self, other) {
        case (.trusted, .trusted): .trusted
        case (.trusted, .unverified(let doubts)), (.unverified(let doubts), .trusted): .unverified(doubts)
        case (.unverified(let mine), .unverified(let theirs)): .unverified(mine.union(theirs))
        }
    }
}
