import AccountDiscovery
import MailCore

/// Accounts to export.
enum ExportSample {
    static func address(_ text: String = "alice@example.org") throws -> EmailAddress { try EmailAddress(parsing: text) }

    static func account(
        _ incoming: MailProtocol = .imap, security: ConnectionSecurity = .tls, username: String = "alice@example.org",
        host: String = "mail.example.org", authentication: [AuthenticationMethod] = [.passwordCleartext],
        providerName: String? = "Example"
    ) throws -> AccountExport {
        let servers = [incoming, .smtp].map { kind in
            ServerSettings(
                protocol: kind, host: host, port: ServerSettings.defaultPort(for: kind, security: security),
                security: security, username: username, authentication: authentication)
        }
        return AccountExport(address: try address(), providerName: providerName, servers: servers)
    }

    /// User names that mean something to one format or another.
    static let hostileNames = [
        "a\"b", "\"", "a'b", "'", "a\\", "\\\"", "'\\''", "a b", " leading", "trailing ", "$HOME", "`id`", "$(id)", "#",
        "a # b", "a;b", "<x/>", "</string><key>x</key>", "&amp;", "]]>", "<!--", "{braces}", "a:b", "a@b@c", "~", "王伟",
        "DOMAIN\\alice", "=x", "+x", "|id",
    ]

    /// What ends a line in somebody's opinion, and what XML cannot hold.
    static let impossibleNames = [
        "a\nb", "a\rb", "a\r\nb", "a\u{0}b", "a\u{B}b", "a\u{C}b", "a\u{85}b", "a\u{2028}b", "a\u{2029}b", "a\u{1B}b",
        "a\u{7F}b", "a\u{FFFE}b", "a\tb",
    ]
}
