public import MailCore

/// What another program is told about an account. There is never a secret in it.
///
/// Every value is escaped for its format. What a format cannot hold is an error: no setting is changed to make it fit,
/// and no value can become a line, an option or an element of its own.
public struct AccountExport: Hashable, Sendable {
    /// The account.
    public var address: EmailAddress
    /// Who runs it, for people; nil when nobody knows.
    public var providerName: String?
    /// How to reach it. Of several servers of a protocol the first counts; IMAP comes before POP3.
    public var servers: [ServerSettings]

    /// An account to be told about.
    public init(address: EmailAddress, providerName: String? = nil, servers: [ServerSettings]) {
        self.address = address
        self.providerName = providerName
        self.servers = servers
    }

    /// The whole file, ended by a newline.
    ///
    /// - Throws: ``ExportError`` when the format cannot hold the account.
    public func text(in format: ExportFormat) throws(ExportError) -> String {
        try checkValues()
        return switch format {
        case .thunderbird: try thunderbird()
        case .mobileconfig: try mobileConfiguration()
        case .neomutt: try neomutt()
        case .mbsync: try mbsync()
        case .msmtp: try msmtp()
        }
    }

    func server(_ protocol: MailProtocol) throws(ExportError) -> ServerSettings {
        guard let server = servers.first(where: { $0.protocol == `protocol` }) else {
            throw .missingServer(`protocol`)
        }
        return server
    }

    /// The server to read mail from.
    func incoming() throws(ExportError) -> ServerSettings {
        try servers.contains { $0.protocol == .imap } ? server(.imap) : server(.pop3)
    }

    private func checkValues() throws(ExportError) {
        try ExportValue.check(address.description)
        if let providerName { try ExportValue.check(providerName) }
        for server in servers {
            try ExportValue.check(server.username)
            try ExportValue.check(host: server.host)
        }
    }
}

/// A file that another program reads. Raw values are the words on the command line.
public enum ExportFormat: String, Hashable, Sendable, CaseIterable {
    /// Mozilla's autoconfig format: for Thunderbird, and for whoever publishes settings.
    case thunderbird
    /// A configuration profile for Apple's Mail.
    case mobileconfig
    /// Commands for `neomuttrc`, and for Mutt.
    case neomutt
    /// `mbsyncrc` of isync 1.4 or later.
    case mbsync
    /// `msmtprc`.
    case msmtp
}

/// Why an account cannot be exported.
public enum ExportError: Error, Hashable, Sendable {
    /// The format needs a server of this protocol.
    case missingServer(MailProtocol)
    /// The format has no way to write this value, which is cleaned for display.
    case unusableValue(String)
    /// The format has no word for the only way to log in to this host.
    case unusableLogin(host: String)
}
