/// What a name server says to one question.
public struct SandboxDNSAnswer: Sendable {
    /// 0 no error, 2 server failure, 3 no such name, 5 refused (RFC 1035 §4.1.1).
    public var code: UInt8
    /// Whether DNSSEC is said to prove it.
    public var isAuthenticated: Bool
    /// With the name that each belongs to.
    public var records: [(owner: String, record: SandboxDNSRecord)]

    /// No records is an answer, too.
    public init(
        code: UInt8 = 0, isAuthenticated: Bool = false, records: [(owner: String, record: SandboxDNSRecord)]
    ) {
        self.code = code
        self.isAuthenticated = isAuthenticated
        self.records = records
    }
}

/// The names that a server knows: keys are a name and a type, such as `mail.example.org A`.
public typealias SandboxDNSZone = [String: [SandboxDNSRecord]]

extension SandboxDNSAnswer {
    /// What a server that knows these records says; to any other name, that there is none.
    ///
    /// - Parameters:
    ///   - name: in lower case, without the last dot.
    ///   - type: the type's number.
    public init(from zone: SandboxDNSZone, name: String, type: UInt16, isAuthenticated: Bool = false) {
        let known = zone.filter { $0.key.hasPrefix(name + " ") }
        let all = known.values.flatMap(\.self)
        // An alias is the answer to every question (RFC 1034 §3.6.2).
        let aliases = all.filter { $0.type == SandboxDNSRecord.alias && type != $0.type }
        let records = aliases + all.filter { $0.type == type }
        self.init(
            code: known.isEmpty ? 3 : 0, isAuthenticated: isAuthenticated,
            records: records.map { ($0.owner ?? name, $0) })
    }
}
