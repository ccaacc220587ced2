internal import MailCore

extension AccountExport {
    /// Fetches everything into Maildirs below `~/Mail`, and deletes nothing.
    func mbsync() throws(ExportError) -> String {
        let server = try server(.imap)
        let name = address.asName
        let mechanism = server.takesOnlyOAuth ? "AuthMechs XOAUTH2\n" : ""
        return """
            # For mbsync (isync 1.4 or later), in ~/.mbsyncrc.
            # There is no password here: PassCmd names a command that prints it.
            # Before the first time: mkdir -p ~/Mail/\(name)

            IMAPAccount \(name)
            Host \(server.host)
            Port \(server.port)
            User \(Self.mbsyncQuoted(server.username))
            #PassCmd "pass show mail"
            SSLType \(server.security.mbsyncWord)
            \(mechanism)
            IMAPStore \(name)-remote
            Account \(name)

            MaildirStore \(name)-local
            Path ~/Mail/\(name)/
            Inbox ~/Mail/\(name)/INBOX
            SubFolders Verbatim

            Channel \(name)
            Far :\(name)-remote:
            Near :\(name)-local:
            Patterns *
            Create Near
            SyncState *

            """
    }

    /// A backslash takes the meaning from the character behind it, in quotes as well.
    static func mbsyncQuoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}

extension ConnectionSecurity {
    fileprivate var mbsyncWord: String {
        switch self {
        case .tls: "IMAPS"
        case .starttls: "STARTTLS"
        case .plaintext: "None"
        }
    }
}
