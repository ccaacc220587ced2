/// The records of one question, after CNAMEs were followed.
package struct DNSAnswer<Record: Hashable & Sendable>: Hashable, Sendable {
    package var records: [Record]
    /// Whether the answer was proven by DNSSEC: the AD bit (RFC 4035 §3.2.3), from a name server whose path is safe.
    package var isAuthenticated: Bool

    package init(records: [Record], isAuthenticated: Bool) {
        self.records = records
        self.isAuthenticated = isAuthenticated
    }
}
