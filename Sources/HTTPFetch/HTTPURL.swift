internal import MailCore

/// The parts of an `https:` or `http:` URL that a request needs (RFC 9110 §4.2).
package struct HTTPURL: Hashable, Sendable, CustomStringConvertible {
    package let isSecure: Bool
    /// In lower case and ASCII (``HostName/ascii(_:)``); an IPv6 literal without its brackets.
    package let host: String
    package let port: UInt16
    /// Path and query, beginning with `/`.
    package let target: String

    /// Longest URL, which is also the longest redirect followed.
    package static let maximumLength = 2_048

    /// Nil unless it is an absolute URL without user, with visible ASCII characters only but for its host. A fragment is
    /// dropped.
    package init?(_ text: String) {
        guard text.utf8.count <= Self.maximumLength, let schemeEnd = text.firstRange(of: "://") else { return nil }
        switch text[..<schemeEnd.lowerBound].lowercased() {
        case "https": isSecure = true
        case "http": isSecure = false
        default: return nil
        }
        let rest = text[schemeEnd.upperBound...].prefix { $0 != "#" }
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let path = rest[authority.endIndex...]
        guard path.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), let (host, port) = Self.hostAndPort(authority)
        else { return nil }
        self.host = host
        self.port = port ?? (isSecure ? 443 : 80)
        target = path.first == "/" ? String(path) : "/" + path
    }

    /// Where a `Location` of this page leads (RFC 3986 §5.2, without dot segments, which servers resolve).
    package func resolving(_ location: String) -> HTTPURL? {
        let location = location.trimmingBlanks()
        guard !location.isEmpty else { return nil }
        if let end = location.firstRange(of: "://"), location[..<end.lowerBound].allSatisfy(\.isLetter) {
            return HTTPURL(location)
        }
        let origin = (isSecure ? "https:" : "http:")
        if location.hasPrefix("//") { return HTTPURL(origin + location) }
        if location.hasPrefix("/") { return HTTPURL("\(origin)//\(authority)\(location)") }
        let folder = target.prefix { $0 != "?" }.lastIndex(of: "/").map { target[...$0] } ?? "/"
        return HTTPURL("\(origin)//\(authority)\(folder)\(location)")
    }

    /// Host and, unless it is the scheme's own, port: what the Host field says (RFC 9110 §7.2).
    package var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return usesDefaultPort ? name : "\(name):\(port)"
    }

    /// Whether the port is the scheme's own.
    var usesDefaultPort: Bool { port == (isSecure ? 443 : 80) }

    package var description: String { (isSecure ? "https://" : "http://") + authority + target }

    private static func hostAndPort(_ authority: Substring) -> (String, UInt16?)? {
        guard !authority.contains("@") else { return nil }
        var host = authority
        var rest = Substring()
        if authority.first == "[" {
            guard let close = authority.firstIndex(of: "]") else { return nil }
            host = authority[..<close].dropFirst()
            rest = authority[close...].dropFirst()
            guard host.contains(":"), host.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." }) else { return nil }
        } else {
            host = authority.prefix { $0 != ":" }
            rest = authority[host.endIndex...]
            guard let name = HostName.ascii(String(host)) else { return nil }
            host = name[...]
        }
        guard !rest.isEmpty else { return (host.lowercased(), nil) }
        guard rest.first == ":", let port = UInt16(rest.dropFirst()), port > 0 else { return nil }
        return (host.lowercased(), port)
    }
}
