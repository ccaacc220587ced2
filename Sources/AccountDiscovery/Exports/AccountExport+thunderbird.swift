internal import MailCore

extension AccountExport {
    /// A document of Mozilla's format (draft-ietf-mailmaint-autoconfig §4) that is right for every address of the domain:
    /// what is the address's own becomes a placeholder.
    func thunderbird() throws(ExportError) -> String {
        _ = try incoming()
        var entries: [XMLTag] = []
        for kind in [MailProtocol.imap, .pop3, .smtp] {
            var written: [ServerSettings] = []
            for server in servers where server.protocol == kind && !written.contains(server) {
                written.append(server)
                entries.append(try entry(server))
            }
        }
        let name = providerName ?? address.domain
        let provider = XMLTag(
            "emailProvider", ["id": address.domain],
            [XMLTag("domain", text: address.domain), XMLTag("displayName", text: name)] + entries)
        let document = XMLTag("clientConfig", ["version": "1.1"], [provider])
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + document.markup() + "\n"
    }

    private func entry(_ server: ServerSettings) throws(ExportError) -> XMLTag {
        // The format has host names only.
        guard HostName.isValid(server.host) else { throw .unusableValue(DisplayText.clean(server.host)) }
        var children = [
            XMLTag("hostname", text: server.host), XMLTag("port", text: String(server.port)),
            XMLTag("socketType", text: server.security.socketType),
        ]
        children += server.methods.map { XMLTag("authentication", text: $0.rawValue) }
        if !server.needsNoLogin { children.append(XMLTag("username", text: try username(of: server))) }
        let element: StaticString = server.protocol == .smtp ? "outgoingServer" : "incomingServer"
        return XMLTag(element, ["type": server.protocol.rawValue], children)
    }

    /// The format has no way to write a `%` that begins no placeholder.
    private func username(of server: ServerSettings) throws(ExportError) -> String {
        switch server.username {
        case address.description: return "%EMAILADDRESS%"
        case address.localPart: return "%EMAILLOCALPART%"
        default:
            guard !server.username.contains("%") else { throw .unusableValue(DisplayText.clean(server.username)) }
            return server.username
        }
    }
}

extension ServerSettings {
    /// At least one, and none that the format does not have for this kind of server.
    fileprivate var methods: [AuthenticationMethod] {
        let methods = authentication.filter { $0 != .none || `protocol` == .smtp }
        return methods.isEmpty ? [.passwordCleartext] : methods
    }
}

extension ConnectionSecurity {
    fileprivate var socketType: String {
        switch self {
        case .tls: "SSL"
        case .starttls: "STARTTLS"
        case .plaintext: "plain"
        }
    }
}
