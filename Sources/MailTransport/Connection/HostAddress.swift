import Glibc

/// An IP address literal, in the form that says whose it is: an IPv4 address inside IPv6 (`::ffff:10.0.0.1`,
/// RFC 4291 §2.5.5.2, or NAT64's `64:ff9b::`, RFC 6052 §2.1) counts as that IPv4 address.
package struct HostAddress: Hashable {
    enum Family { case ipv4, ipv6 }

    let family: Family
    private let bytes: [UInt8]

    /// Nil when the text is not an address literal.
    package init?(_ text: String) {
        if let bytes = Self.parse(text, family: AF_INET, count: 4) {
            family = .ipv4
            self.bytes = bytes
        } else if let bytes = Self.parse(text, family: AF_INET6, count: 16) {
            let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
            let translated: [UInt8] = [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]
            let holdsIPv4 = [mapped, translated].contains(Array(bytes.prefix(12)))
            family = holdsIPv4 ? .ipv4 : .ipv6
            self.bytes = holdsIPv4 ? Array(bytes.suffix(4)) : bytes
        } else {
            return nil
        }
    }

    /// Whether the address is not one of the public internet: this machine, a private network, a link, a test
    /// or reserved range, multicast (RFC 6890).
    var isPrivate: Bool {
        switch family {
        case .ipv4: Self.privateIPv4.contains { matches($0.prefix, bits: $0.bits) }
        case .ipv6: Self.privateIPv6.contains { matches($0.prefix, bits: $0.bits) }
        }
    }

    private static let privateIPv4: [(prefix: [UInt8], bits: Int)] = [
        ([0], 8), ([10], 8), ([100, 64], 10), ([127], 8), ([169, 254], 16), ([172, 16], 12), ([192, 0, 0], 24),
        ([192, 168], 16), ([198, 18], 15), ([224], 3),
    ]

    private static let privateIPv6: [(prefix: [UInt8], bits: Int)] = [
        // Unspecified, loopback and the deprecated IPv4-compatible form; unique local; link local; site local; multicast.
        ([UInt8](repeating: 0, count: 12), 96), ([0xFC], 7), ([0xFE, 0x80], 10), ([0xFE, 0xC0], 10), ([0xFF], 8),
    ]

    private func matches(_ prefix: [UInt8], bits: Int) -> Bool {
        for (index, expected) in prefix.enumerated() {
            let significant = min(max(bits - index * 8, 0), 8)
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
