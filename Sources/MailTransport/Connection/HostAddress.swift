import Glibc

/// An IP address literal, in the form that says whose it is: an IPv4 address inside an IPv6 one counts as that IPv4
/// address, because a translator or a tunnel leads there.
package struct HostAddress: Hashable {
    /// Where an address leads.
    package enum Scope: Hashable, Sendable {
        /// Into the public internet.
        case global
        /// To this machine, its link, its network, or a range of RFC 6890 that is not routed.
        case `private`
        /// Where no mail server can be: multicast, and the addresses that give a cloud's machines their credentials.
        case forbidden
    }

    enum Family { case ipv4, ipv6 }

    let family: Family
    private let bytes: [UInt8]

    /// Nil when the text is not an address literal.
    package init?(_ text: String) {
        if let bytes = Self.parse(text, family: AF_INET, count: 4) {
            family = .ipv4
            self.bytes = bytes
        } else if let bytes = Self.parse(text, family: AF_INET6, count: 16) {
            let embedding = Self.embeddings.first { bytes.starts(with: $0.prefix) }
            family = embedding == nil ? .ipv6 : .ipv4
            self.bytes = embedding.map { Array(bytes[$0.offset..<$0.offset + 4]) } ?? bytes
        } else {
            return nil
        }
    }

    /// Where it leads.
    package var scope: Scope {
        let (forbidden, `private`) =
            switch family {
            case .ipv4: (Self.forbiddenIPv4, Self.privateIPv4)
            case .ipv6: (Self.forbiddenIPv6, Self.privateIPv6)
            }
        if forbidden.contains(where: matches) { return .forbidden }
        return `private`.contains(where: matches) ? .private : .global
    }

    /// Whether a connection may be made.
    func isReachable(allowingPrivate: Bool) -> Bool {
        switch scope {
        case .global: true
        case .private: allowingPrivate
        case .forbidden: false
        }
    }

    /// The first bits of a range's addresses.
    private struct Range {
        let prefix: [UInt8]
        let bits: Int

        /// - Parameter bits: all of the prefix, when nil.
        init(_ prefix: [UInt8], _ bits: Int? = nil) {
            self.prefix = prefix
            self.bits = bits ?? prefix.count * 8
        }
    }

    /// IPv6 prefixes that an IPv4 address follows at some byte.
    private static let embeddings: [(prefix: [UInt8], offset: Int)] = [
        ([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF], 12),  // IPv4-mapped (RFC 4291 §2.5.5.2)
        ([0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0], 12),  // IPv4-translated (RFC 2765 §2.1)
        ([0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0], 12),  // NAT64 (RFC 6052 §2.1)
        ([0x20, 0x02], 2),  // 6to4 (RFC 3056 §2)
    ]

    private static let forbiddenIPv4 = [
        Range([169, 254, 169, 254]),  // metadata of most clouds
        Range([169, 254, 170]),  // of Amazon's containers
        Range([100, 100, 100, 200]),  // of Alibaba
        Range([192, 0, 0, 192]),  // of Oracle
        Range([168, 63, 129, 16]),  // of Azure
        Range([224], 3),  // multicast, reserved, broadcast
    ]

    private static let forbiddenIPv6 = [
        Range([0xFD, 0x00, 0x0E, 0xC2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x54]),  // Amazon's metadata
        Range([0xFD, 0x20, 0x00, 0xCE, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x54]),  // Google's
        Range([0xFF]),  // multicast
    ]

    private static let privateIPv4 = [
        Range([0]), Range([10]), Range([100, 64], 10), Range([127]), Range([169, 254]), Range([172, 16], 12),
        Range([192, 0, 0]), Range([192, 168]), Range([198, 18], 15),
    ]

    private static let privateIPv6 = [
        Range([UInt8](repeating: 0, count: 12)),  // unspecified, loopback, the deprecated IPv4-compatible form
        Range([0, 0x64, 0xFF, 0x9B, 0, 1]),  // a network's own NAT64 (RFC 8215)
        Range([0x01, 0x00, 0, 0, 0, 0, 0, 0]),  // discard (RFC 6666)
        Range([0x20, 0x01, 0, 0]),  // Teredo, whose IPv4 addresses are disguised (RFC 4380 §4)
        Range([0xFC], 7), Range([0xFE, 0x80], 10), Range([0xFE, 0xC0], 10),  // unique local, link local, site local
    ]

    private func matches(_ range: Range) -> Bool {
        for (index, expected) in range.prefix.enumerated() {
            let significant = min(max(range.bits - index * 8, 0), 8)
            let mask = UInt8(truncatingIfNeeded: 0xFF00 >> significant)
            if (bytes[index] & mask) != (expected & mask) { return false }
        }
        return true
    }

    private static func parse(_ text: String, family: Int32, count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        return inet_pton(family, text, &bytes) == 1 ? bytes : nil
    }
}
