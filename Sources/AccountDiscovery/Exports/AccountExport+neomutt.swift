internal import MailCore

extension AccountExport {
    func neomutt() throws(ExportError) -> String {
        let incoming = try incoming()
        let outgoing = servers.first { $0.protocol == .smtp }
        let used = [incoming, outgoing].compactMap(\.self)
        let lines =
            [
                "# For NeoMutt or Mutt, in neomuttrc.",
                "# There is no password here: it is asked for, or comes from a command.",
                "set from=\(Self.muttQuoted(address.description))",
                "set ssl_force_tls=\(used.contains { $0.security == .plaintext } ? "no" : "yes")",
                "set ssl_starttls=\(used.contains { $0.security == .starttls } ? "yes" : "no")",
            ] + (incoming.protocol == .imap ? imapCommands(incoming) : popCommands(incoming))
            + (outgoing.map(smtpCommands) ?? [])
        return lines.map { $0 + "\n" }.joined()
    }

    private func imapCommands(_ server: ServerSettings) -> [String] {
        [
            "set folder=\(Self.muttQuoted(server.url))", "set spoolfile='+INBOX'",
            "set imap_user=\(Self.muttQuoted(server.username))", "#set imap_pass=\"`pass show mail`\"",
        ] + (server.takesOnlyOAuth ? ["set imap_authenticators='oauthbearer:xoauth2'"] : [])
    }

    private func popCommands(_ server: ServerSettings) -> [String] {
        [
            "set pop_host=\(Self.muttQuoted(server.url))", "set pop_user=\(Self.muttQuoted(server.username))",
            "#set pop_pass=\"`pass show mail`\"",
        ] + (server.takesOnlyOAuth ? ["set pop_authenticators='oauthbearer:xoauth2'"] : [])
    }

    private func smtpCommands(_ server: ServerSettings) -> [String] {
        let commands = ["set smtp_url=\(Self.muttQuoted(server.url))"]
        if server.needsNoLogin { return commands }
        return commands + ["#set smtp_pass=\"`pass show mail`\""]
            + (server.takesOnlyOAuth ? ["set smtp_authenticators='oauthbearer:xoauth2'"] : [])
    }

    /// As in a shell: nothing has a meaning between single quotes, and a quote itself stands outside of them.
    static func muttQuoted(_ text: String) -> String { "'" + text.replacing("'", with: "'\\''") + "'" }
}

extension ServerSettings {
    /// With the user where there is no variable for it.
    fileprivate var url: String {
        let scheme = (`protocol` == .pop3 ? "pop" : `protocol`.rawValue) + (security == .tls ? "s" : "")
        let user = `protocol` == .smtp && !needsNoLogin ? username.addingPercentEncoding() + "@" : ""
        return "\(scheme)://\(user)\(hostInURL):\(port)/"
    }
}
