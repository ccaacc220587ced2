/// The records of one question, after CNAMEs were followed.
package struct DNSAnswer<Record: Hashable & Sendable>: Hashable, Sendable {
    package var records: [Record]
    /// Whether the answer was proven by DNSSEC: the AD bit (RFC 4035 §3.2.3), from a name server whose path is safe.
    package var isAuthenticated: Bool
    /// The name that the records are of, at the end of the CNAMEs; nil where that is not known.
    package var canonicalName: String?

    package init(records: [Record], isAuthenticated: Bool, canonicalName: String? = nil) {
        self.records = records
        self.isAuthenticated = isAuthenticated
        self.canonicalName = canonicalName
    }
}
