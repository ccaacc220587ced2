/// The content of one record.
package enum RecordData: Hashable, Sendable {
    case address(IPAddress)
    case alias(DomainName)
    case mailExchanger(MailExchanger)
    case service(ServiceRecord)
    case certificateAssociation(TLSARecord)
    /// The strings of a TXT record, joined (RFC 1035 §3.3.14).
    case text([UInt8])
}

/// An MX record (RFC 1035 §3.3.9).
package struct MailExchanger: Hashable, Sendable {
    /// Lower is preferred.
    package let preference: UInt16
    /// A host name; empty for `.`, which says that the domain takes no mail (RFC 7505).
    package let host: String

    package init(preference: UInt16, host: String) {
        self.preference = preference
        self.host = host
    }
}

/// An SRV record (RFC 2782).
package struct ServiceRecord: Hashable, Sendable {
    /// Lower is tried first.
    package let priority: UInt16
    /// The share of clients among records of one priority.
    package let weight: UInt16
    package let port: UInt16
    /// A host name; empty for `.`, which says that the service is not offered.
    package let target: String

    package init(priority: UInt16, weight: UInt16, port: UInt16, target: String) {
        self.priority = priority
        self.weight = weight
        self.port = port
        self.target = target
    }
}
