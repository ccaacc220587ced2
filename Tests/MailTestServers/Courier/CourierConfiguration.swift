internal import COpenSSL
internal import FoundationEssentials

/// What a test wants of its Courier (5.0.13 in Debian 12).
///
/// All folders are below `INBOX.`, and a name cannot hold `/`. Courier has UIDPLUS, IDLE, NAMESPACE, ACL, and UTF8=ACCEPT
/// for those who enable it; it lacks LITERAL+, MULTIAPPEND, CONDSTORE, UNSELECT and ID, and SELECT does not tell UIDNEXT.
/// Without keywords (`IMAP_KEYWORDS=0`) an APPEND that names one is refused as an error in the command. A last line
/// without an end gets one, so that such a message becomes two bytes longer. What a client sends behind its LOGIN before
/// that is answered is lost.
package struct CourierConfiguration: ServerConfiguration {
    package static let software = "courier"

    package var users: [String]
    package var certificateNames = ["localhost"]
    /// Most connections from one address (count).
    package var connectionsPerAddress = 20
    /// Whether messages can have keywords.
    package var hasKeywords = true
    /// Ways to log in that POP3 has beside USER and PASS, divided by blanks.
    package var pop3Mechanisms = ""

    package init(users: [String] = ["alice"]) { self.users = users }

    package func command(in place: ServerPlace) throws -> [String] {
        _ = try TestSupportFiles.requireUnpacked("/usr/lib/courier/courier/imaplogin")
        return [TestSupportFiles.script("courier.sh"), place.folder]
    }

    package func writeFiles(in place: ServerPlace) throws {
        for name in ["etc", "run/authdaemon", "mail"] {
            try FileManager.default.createDirectory(
                atPath: "\(place.folder)/\(name)", withIntermediateDirectories: true)
        }
        for user in users { try Maildir(path: "\(place.folder)/mail/\(user)/Maildir").create() }
        try Data(settings(in: place).utf8).write(to: place.folder + "/etc/imapd")
        try Data(Self.authentication.utf8).write(to: place.folder + "/etc/authdaemonrc")
        try Data(accounts(in: place).utf8).write(to: place.folder + "/etc/userdb")
        try Data(passwords.utf8).write(to: place.folder + "/etc/userdbshadow")
        let pair = [place.certificate.keyFile, place.certificate.certificateFile]
        let both = pair.map { FileManager.default.contents(atPath: $0) ?? Data() }
        try (both[0] + both[1]).write(to: place.folder + "/etc/certificate.pem")
    }

    /// The greeting lists what is offered: a capability that nobody knows (RFC 3501 §6.1.1) tells whose it is.
    package func greeting(in place: ServerPlace) -> String { " XTEST\(place.name) " }

    package func mail(of user: String, in place: ServerPlace) -> IMAPStore {
        IMAPStore(
            port: place.ports.imap, user: user, password: Self.password, separator: ".", prefix: "INBOX.",
            endsLastLine: true)
    }

    /// Shell assignments, as in `/etc/courier/imapd` with what Debian sets there.
    private func settings(in place: ServerPlace) -> String {
        """
        IMAP_CAPABILITY="IMAP4rev1\(greeting(in: place))UIDPLUS CHILDREN NAMESPACE THREAD=ORDEREDSUBJECT \
        THREAD=REFERENCES SORT QUOTA IDLE"
        IMAP_KEYWORDS=\(hasKeywords ? 1 : 0)
        IMAP_ACL=1
        IMAP_USELOCKS=1
        IMAP_CHECK_ALL_FOLDERS=0
        IMAP_UMASK=022
        IMAP_TRASHFOLDERNAME=Trash
        TLS_CERTFILE=\(place.folder)/etc/certificate.pem
        TLS_VERIFYPEER=NONE
        MAXPERIP=\(connectionsPerAddress)
        PORT=\(place.ports.imap)
        TLS_PORT=\(place.ports.imaps)
        POP3AUTH="\(pop3Mechanisms)"
        POP3_PORT=\(place.ports.pop3)
        POP3_TLS_PORT=\(place.ports.pop3s)
        GAM_CLIENT_ID=\(Self.software)-\(place.name)

        """
    }

    private static let authentication = """
        authmodulelist="authuserdb"
        authmodulelistorig="authuserdb"
        daemons=1

        """

    private func accounts(in place: ServerPlace) -> String {
        let identity = "uid=\(place.account.userID)|gid=\(place.account.groupID)"
        return users.map { user in
            let home = "\(place.folder)/mail/\(user)"
            return "\(user)\thome=\(home)|mail=\(home)/Maildir|\(identity)\n"
        }.joined() + ".\n"
    }

    private var passwords: String {
        var digest = Data(count: Int(SHA256_DIGEST_LENGTH))
        digest.withUnsafeMutableBytes { digest in
            _ = SHA256(
                Array(Self.password.utf8), Self.password.utf8.count, digest.bindMemory(to: UInt8.self).baseAddress)
        }
        return users.map { "\($0)\tsystempw={SHA256}\(digest.base64EncodedString())\n" }.joined() + ".\n"
    }
}
