public import MailCore
internal import MailTransport

/// Whether a server that somebody else named, in a document, an SRV record or a redirect, may be connected to. Decided
/// before anything connects, by its name and port; what the name leads to is checked again by the transport, at each
/// connection.
///
/// Otherwise whoever publishes settings could have us knock at the services of the user's own network, or at those that
/// give a cloud's machines their credentials.
public struct DiscoveredServerPolicy: Hashable, Sendable {
    /// What may be done with a server. The reasons are for people.
    public enum Verdict: Hashable, Sendable {
        case allowed
        /// Usable only after a yes that shows the reason.
        case ask(LocalizedText)
        case refused(LocalizedText)
    }

    /// Whether hosts of the user's own network and this machine may be named (`--allow-private-hosts`), and any port: who
    /// says so knows the network. Multicast and metadata addresses are refused in any case.
    public var allowsPrivateHosts: Bool

    /// Refuses private hosts unless they are allowed.
    public init(allowsPrivateHosts: Bool = false) { self.allowsPrivateHosts = allowsPrivateHosts }

    /// What may be done with a host name or an address literal, and a port.
    public func verdict(on host: String, port: UInt16) -> Verdict {
        switch Self.scope(of: host) {
        case .forbidden: return .refused(Self.forbidden(host))
        case .private where !allowsPrivateHosts: return .refused(Self.private(host))
        case .private, .global: break
        }
        return allowsPrivateHosts || Self.mailPorts.contains(port) ? .allowed : .ask(Self.unusual(port))
    }

    /// The candidate without the servers that are refused, which are kept beside the others with the reason, and with
    /// the doubt that a port raises. Of more servers or pages than anybody has, only the first are kept. What is bundled
    /// with Godwit is taken as it is: a bridge's server is this machine.
    public func screened(_ candidate: Candidate) -> Candidate {
        guard !candidate.source.isBundled else { return candidate }
        var result = candidate
        let screen = { (server: ServerSettings) -> Bool in
            switch verdict(on: server.host, port: server.port) {
            case .allowed: return true
            case .ask:
                result.trust = result.trust.combined(with: .unverified([.unusualPort]))
                return true
            case .refused(let reason):
                result.refused.append(RefusedServer(settings: server, reason: reason))
                return false
            }
        }
        result.incoming = candidate.incoming.prefix(Self.mostServers).filter(screen)
        result.outgoing = candidate.outgoing.prefix(Self.mostServers).filter(screen)
        result.documentation = Array(candidate.documentation.prefix(Self.mostPages))
        return result
    }

    /// Most servers of one direction, and most pages, that a candidate keeps. Our own profiles have four at most.
    static let mostServers = 20
    static let mostPages = 10

    /// IMAP, POP3 and submission, and what providers use beside them: 994 (NetEase), 586 (Rediff), and the 25xx and 24xx
    /// of those who know that networks block 25.
    static let mailPorts: Set<UInt16> = [25, 110, 143, 465, 586, 587, 993, 994, 995, 2_465, 2_525, 2_587]

    private static func scope(of host: String) -> HostAddress.Scope {
        if let address = HostAddress(host) { return address.scope }
        guard let name = HostName.ascii(host.hasSuffix(".") ? String(host.dropLast()) : host) else { return .forbidden }
        let labels = name.split(separator: ".")
        // getaddrinfo takes `127.1` and `0x7f000001` for addresses; no top-level domain is a number (RFC 3696 §2).
        if let last = labels.last, isNumber(last) { return HostAddress(name)?.scope ?? .forbidden }
        let isLocal = labels.count == 1 || localSuffixes.contains { name.hasSuffix("." + $0) }
        return isLocal ? .private : .global
    }

    private static func isNumber(_ label: Substring) -> Bool {
        label.allSatisfy(\.isNumber) || (label.hasPrefix("0x") && label.dropFirst(2).allSatisfy(\.isHexDigit))
    }

    /// Names that are never of the public DNS: RFC 6761 §6.3, RFC 6762 §3 and appendix G, RFC 8375, and `internal`, which
    /// ICANN has reserved for that.
    private static let localSuffixes = [
        "localhost", "local", "internal", "home.arpa", "intranet", "private", "corp", "home", "lan",
    ]

    private static func `private`(_ host: String) -> LocalizedText {
        let host = HostName.display(host)
        return LocalizedText(
            "\(host) is in a private network. If it is a server of your own network, repeat with --allow-private-hosts.",
            zhHans: "\(host) 位于内部网络。如果它是您自己网络中的服务器，请加上 --allow-private-hosts 重试。")
    }

    private static func forbidden(_ host: String) -> LocalizedText {
        let host = HostName.display(host)
        return LocalizedText(
            "No mail server can be at \(host): do not use these settings.", zhHans: "\(host) 不可能是邮件服务器：请不要使用这些设置。")
    }

    private static func unusual(_ port: UInt16) -> LocalizedText {
        LocalizedText(
            "Mail does not use port \(port): ask the provider whether it is right.", zhHans: "邮件不使用端口 \(port)：请向服务商确认。")
    }
}

/// A server that was named and must not be used.
public struct RefusedServer: Hashable, Sendable {
    /// As it was named.
    public var settings: ServerSettings
    /// Why not, and what to do.
    public var reason: LocalizedText
}
