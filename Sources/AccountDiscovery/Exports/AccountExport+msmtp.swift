internal import MailCore

extension AccountExport {
    func msmtp() throws(ExportError) -> String {
        let server = try server(.smtp)
        let name = address.asName
        let login =
            server.needsNoLogin
            ? "auth off"
            : """
            auth \(server.takesOnlyOAuth ? "xoauth2" : "on")
            user \(try Self.msmtpQuoted(server.username))
            #passwordeval "pass show mail"
            """
        return """
            # For msmtp, in ~/.msmtprc.
            # There is no password here: passwordeval names a command that prints it.

            account \(name)
            host \(server.host)
            port \(server.port)
            tls \(server.security == .plaintext ? "off" : "on")
            tls_starttls \(server.security == .starttls ? "on" : "off")
            from \(try Self.msmtpQuoted(address.description))
            \(login)

            account default : \(name)

            """
    }

    /// Quotes around a value are taken away, and nothing in between has a meaning but the patterns for `from` and `user`,
    /// for which there is no escape: `%U` is the local user, `*` is anybody.
    static func msmtpQuoted(_ text: String) throws(ExportError) -> String {
        guard !text.contains(where: { "%*?[".contains($0) }) else { throw .unusableValue(DisplayText.clean(text)) }
        return "\"\(text)\""
    }
}
