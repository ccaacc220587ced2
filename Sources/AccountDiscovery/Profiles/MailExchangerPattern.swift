internal import MailCore

/// The name of an MX host, or with `*.` in front all names below a domain.
public struct MailExchangerPattern: Hashable, Sendable, CustomStringConvertible {
    /// As it is written in profiles.
    public let description: String

    /// Fails unless it is a host name of two labels or more, in lower case, with at most one `*.` in front.
    public init?(_ text: String) {
        let name = text.hasPrefix("*.") ? text.dropFirst(2) : text[...]
        guard name.contains("."), name.allSatisfy(\.isASCII), HostName.isValid(String(name)), text == text.lowercased()
        else { return nil }
        description = text
    }

    /// Whether a host of an MX record is meant; a dot at its end does not count.
    public func matches(_ host: String) -> Bool {
        let host = host.lowercased()
        let name = host.hasSuffix(".") ? String(host.dropLast()) : host
        return description.hasPrefix("*.") ? name.hasSuffix(description.dropFirst()) : name == description
    }
}
