internal import MailCore

/// An answer of Autodiscover in plain XML (MS-OXDSCLI §2.2.4), as servers write it.
enum AutodiscoverDocument: Hashable, Sendable {
    case settings([ServerSettings])
    /// Ask again about this address.
    case redirectAddress(String)
    /// Ask again there.
    case redirectURL(String)
    /// The server's own words.
    case refused(String)

    /// Reads a document for one address.
    init(decoding bytes: [UInt8], address: EmailAddress) throws(AutoconfigError) {
        let root: XMLElement
        do { root = try XMLReader.read(bytes) } catch { throw .xml(error) }
        guard root.name.lowercased() == "autodiscover" else {
            throw .notAutoconfig(root: DisplayText.clean(root.name))
        }
        let responses = root.all("Response")
        let account = responses.lazy.compactMap { $0.first("Account") }.first
        if let account {
            self = Self.answer(of: account, address: address)
        } else if let error = responses.lazy.compactMap({ $0.first("Error") }).first {
            let words = [error.word("ErrorCode"), error.word("Message")].compactMap { $0 }.joined(separator: " ")
            self = .refused(DisplayText.clean(words, limit: 200))
        } else {
            throw .noProvider
        }
    }

    private static func answer(of account: XMLElement, address: EmailAddress) -> AutodiscoverDocument {
        // Either of the two is in use beside Action, and sometimes without it.
        if let other = account.word("RedirectAddr") { return .redirectAddress(other) }
        if let url = account.word("RedirectUrl") { return .redirectURL(url) }
        var servers: [ServerSettings] = []
        for entry in account.all("Protocol") {
            guard let server = ServerSettings(autodiscover: entry, address: address), !servers.contains(server) else {
                continue
            }
            servers.append(server)
        }
        return .settings(servers)
    }
}

extension ServerSettings {
    /// A `Protocol` element; nil for kinds that are not ours and for entries that make no sense.
    fileprivate init?(autodiscover entry: XMLElement, address: EmailAddress) {
        let kinds: [String: MailProtocol] = ["imap": .imap, "pop3": .pop3, "pop": .pop3, "smtp": .smtp]
        guard let kind = kinds[entry.word("Type")?.lowercased() ?? ""],
            let host = entry.word("Server").flatMap(HostName.ascii)
        else { return nil }
        let port = entry.word("Port").map { UInt16($0) ?? 0 }
        let security = Self.security(of: entry, port: port)
        guard port != 0, let security else { return nil }
        let username = entry.word("LoginName") ?? address.description
        guard !username.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else { return nil }
        self.init(
            protocol: kind, host: host, port: port ?? Self.defaultPort(for: kind, security: security),
            security: security, username: username)
    }

    /// `Encryption` wins over `SSL`, which is on unless it says otherwise; then the port tells which of the two ways.
    private static func security(of entry: XMLElement, port: UInt16?) -> ConnectionSecurity? {
        let usesSTARTTLS = [143, 110, 25, 587].contains(port)
        switch entry.word("Encryption")?.lowercased() {
        case "none": return .plaintext
        case "ssl": return .tls
        case "tls": return .starttls
        case "auto", nil: break
        default: return nil
        }
        return entry.word("SSL")?.lowercased() == "off" ? .plaintext : usesSTARTTLS ? .starttls : .tls
    }
}

extension XMLElement {
    /// The text of a child that has one.
    fileprivate func word(_ name: String) -> String? {
        all(name).lazy.map { $0.text.trimmingBlanks() }.first { !$0.isEmpty }
    }
}
