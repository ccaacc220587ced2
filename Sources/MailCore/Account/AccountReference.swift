/// How a user names an account on the command line: an address to resolve, or a server by URL.
public enum AccountReference: Hashable, Sendable {
    case address(EmailAddress)
    case server(ServerSettings)

    /// Reads `alice@example.org` or `imaps://alice@mail.example.org:993` (also `imap`, `imap+starttls`, and the
    /// same for `pop3` and `smtp`). User names are percent-encoded (RFC 3986 §2.1).
    ///
    /// - Throws: ``AccountReferenceError``. A URL that carries a password is always refused, so that nobody
    ///   gets used to typing secrets where process lists and histories show them.
    public init(parsing text: String) throws(AccountReferenceError) {
        let text = text.trimmingBlanks()
        guard let schemeEnd = text.firstRange(of: "://") else {
            do { self = .address(try EmailAddress(parsing: text)) } catch { throw .address(error) }
            return
        }
        let scheme = text[..<schemeEnd.lowerBound].lowercased()
        guard let (`protocol`, security) = Self.schemes[scheme] else { throw .unknownScheme(scheme) }

        var rest = text[schemeEnd.upperBound...]
        if rest.last == "/" { rest.removeLast() }
        guard !rest.contains("/"), !rest.contains("?"), !rest.contains("#") else { throw .unexpectedPath }

        guard let at = rest.lastIndex(of: "@") else { throw .missingUser }
        let user = rest[..<at]
        guard !user.contains(":") else { throw .passwordInURL }
        guard let username = String(user).removingPercentEncoding(), !username.isEmpty,
            !username.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F })
        else { throw .missingUser }

        let (host, port) = try Self.splitHostAndPort(rest[rest.index(after: at)...])
        self = .server(
            ServerSettings(
                protocol: `protocol`, host: host,
                port: port ?? ServerSettings.defaultPort(for: `protocol`, security: security),
                security: security, username: username))
    }

    private static let schemes: [String: (MailProtocol, ConnectionSecurity)] = {
        var table: [String: (MailProtocol, ConnectionSecurity)] = [:]
        for `protocol` in MailProtocol.allCases {
            table[`protocol`.rawValue + "s"] = (`protocol`, .tls)
            table[`protocol`.rawValue + "+starttls"] = (`protocol`, .starttls)
            table[`protocol`.rawValue] = (`protocol`, .plaintext)
        }
        return table
    }()

    private static func splitHostAndPort(_ text: Substring) throws(AccountReferenceError) -> (String, UInt16?) {
        var host = text
        var portText: Substring?
        if text.first == "[" {
            // RFC 3986 §3.2.2: an IPv6 literal stands in brackets, so its colons are not a port's.
            guard let close = text.firstIndex(of: "]") else { throw .badHost }
            host = text[text.index(after: text.startIndex)..<close]
            let after = text[text.index(after: close)...]
            guard after.isEmpty || after.first == ":" else { throw .badHost }
            portText = after.isEmpty ? nil : after.dropFirst()
            guard !host.isEmpty, host.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." }) else { throw .badHost }
        } else {
            if let colon = text.firstIndex(of: ":") {
                host = text[..<colon]
                portText = text[text.index(after: colon)...]
            }
            guard let name = HostName.ascii(String(host)) else { throw .badHost }
            host = name[...]
        }
        guard let portText else { return (host.lowercased(), nil) }
        guard let port = UInt16(portText), port > 0, portText.first != "+" else { throw .badPort }
        return (host.lowercased(), port)
    }
}

/// Why a text names no account.
public enum AccountReferenceError: Error, Hashable, Sendable {
    /// Not a URL, and not an address either.
    case address(EmailAddressError)
    /// A scheme other than the nine we know.
    case unknownScheme(String)
    /// A password stood in the URL; it was not read further.
    case passwordInURL
    case missingUser
    case badHost
    /// Not a number from 1 to 65535.
    case badPort
    /// A path, query or fragment followed the host.
    case unexpectedPath
}
