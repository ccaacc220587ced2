package import MailCore

/// How well the connection protects what is said over it.
package enum LineProtection: Hashable, Sendable {
    /// TLS, and what ties a login to it; empty where that is not known.
    case tls([ChannelBinding])
    /// No TLS, because the user said so.
    case plaintextByWish

    /// - Parameter greeting: what the server said first. Cyrus binds to the Finished message also where TLS 1.3 has
    ///   given that up, and finds the difference only when the attempt is made.
    package init(_ tls: TLSSummary?, greeting: [UInt8]) {
        guard let tls else {
            self = .plaintextByWish
            return
        }
        let isCyrus = String(decoding: greeting, as: UTF8.self).lowercased().contains("cyrus")
        let canBind = !isCyrus || tls.channelBindings.first?.kind != .exporter
        self = .tls(canBind ? tls.channelBindings : [])
    }
}

/// One way to log in that both sides know.
package struct MechanismChoice: Hashable, Sendable {
    package let mechanism: SASLMechanism
    /// What SCRAM says about the connection.
    let binding: SCRAMBinding

    /// All ways, the best first. Who fails with one must not go on to the next, unless the server refused the mechanism
    /// itself: that costs no attempt.
    ///
    /// - Parameter offered: the names the server offers, in any case.
    package static func all(
        offered: [String], kind: LoginCredentials.Kind, over protection: LineProtection
    ) -> [MechanismChoice] {
        let names = Set(offered.map { $0.uppercased() })
        let offersBinding = SASLMechanism.allCases.contains { $0.bindsChannel && names.contains($0.rawValue) }
        let known = order(over: protection).filter { $0.kind == kind && names.contains($0.rawValue) }
        return known.flatMap { mechanism in
            SCRAMBinding.all(for: mechanism, over: protection, isOffered: offersBinding)
                .map { MechanismChoice(mechanism: mechanism, binding: $0) }
        }
    }

    /// Under TLS, CRAM-MD5 comes after PLAIN and LOGIN: who could read the password there could also read the mail, and
    /// servers that keep digests of passwords offer CRAM-MD5 all the same, where it can only fail (as Courier's
    /// default does). Without TLS it is what keeps the password off the line.
    private static func order(over protection: LineProtection) -> [SASLMechanism] {
        guard case .tls = protection else { return SASLMechanism.allCases }
        return SASLMechanism.allCases.filter { $0 != .cramMD5 } + [.cramMD5]
    }
}
