internal import MailCore

/// The values in an `incomingServer` or `outgoingServer`.
struct ServerLint {
    let server: XMLElement

    private static let incoming: Set = ["imap", "pop3"]
    /// Kinds of server that the format knows and nothing is checked of.
    private static let others: Set = ["jmap", "ews", "owa", "graph", "exchange", "activesync", "nntp"]
    private static let socketTypes: Set = ["SSL", "STARTTLS", "plain"]
    private static let withoutUser: Set = ["none", "client-IP-address", "smtp-after-pop"]
    private static let methods: Set = [
        "password-cleartext", "password-encrypted", "OAuth2", "GSSAPI", "NTLM", "TLS-client-cert",
    ]
    /// Which protocol a port belongs to, and whether TLS is there from the first byte (RFC 8314 §7). One provider
    /// does it on port 587 too.
    private static let ports: [UInt16: (type: String, isImplicit: Bool?)] = [
        143: ("imap", false), 993: ("imap", true), 110: ("pop3", false), 995: ("pop3", true), 25: ("smtp", nil),
        587: ("smtp", nil), 465: ("smtp", true),
    ]

    func check(problems: inout LintProblems) {
        guard let type = server.attributes["type"] else { return }
        let isOutgoing = server.name == "outgoingServer"
        if !isOutgoing && Self.others.contains(type) { return }
        guard isOutgoing ? type == "smtp" : Self.incoming.contains(type) else {
            return problems.note(server, .badServerType)
        }
        for host in server.all("hostname") where !Self.isHost(host.text.trimmingBlanks()) {
            problems.note(host, .badHost)
        }
        for username in server.all("username") where !LintValue.hasKnownPlaceholders(username.text) {
            problems.note(username, .badPlaceholder)
        }
        for password in server.all("password") { problems.note(password, .passwordInDocument) }
        checkPort(type: type, problems: &problems)
        checkAuthentication(isOutgoing: isOutgoing, problems: &problems)
    }

    private static func isHost(_ text: String) -> Bool {
        guard LintValue.hasKnownPlaceholders(text) else { return false }
        let filled = text.replacing("%EMAILDOMAIN%", with: "example.org").replacing("%EMAILLOCALPART%", with: "a")
        return HostName.isValid(filled) && filled == filled.lowercased()
    }

    private func checkPort(type: String, problems: inout LintProblems) {
        let sockets = server.all("socketType")
        for socket in sockets where !Self.socketTypes.contains(socket.text.trimmingBlanks()) {
            problems.note(socket, .badSocketType)
        }
        for element in server.all("port") {
            let text = element.text.trimmingBlanks()
            guard text.allSatisfy(\.isNumber), let port = UInt16(text), port > 0 else {
                problems.note(element, .badPort)
                continue
            }
            guard let known = Self.ports[port] else { continue }
            let isImplicit = sockets.first?.text.trimmingBlanks() == "SSL"
            let fits = known.type == type && (known.isImplicit ?? isImplicit) == isImplicit
            if !fits { problems.note(element, .portOfAnother(port)) }
        }
    }

    private func checkAuthentication(isOutgoing: Bool, problems: inout LintProblems) {
        let elements = server.all("authentication")
        let allowed = isOutgoing ? Self.methods.union(Self.withoutUser) : Self.methods
        for element in elements where !allowed.contains(element.text.trimmingBlanks()) {
            problems.note(element, .badAuthentication)
        }
        let needsUser = elements.contains { !Self.withoutUser.contains($0.text.trimmingBlanks()) }
        if needsUser && server.first("username") == nil {
            problems.note(server, .missingElement("username", in: server.name))
        }
    }
}
