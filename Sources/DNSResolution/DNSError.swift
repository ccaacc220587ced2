/// Why a name could not be looked up. A name that exists but has no records of the kind is not an error.
package enum DNSError: Error, Hashable, Sendable {
    /// The name does not exist (NXDOMAIN).
    case nameNotFound
    /// Not a name that can be asked: over 253 bytes, an empty or over-long label, or not ASCII.
    case invalidName
    /// No name server answered, or it said that it cannot (SERVFAIL, REFUSED).
    case unavailable
    /// No answer within the time given.
    case timedOut
    /// The answer breaks the format of RFC 1035.
    case malformedAnswer
}
