internal import FoundationEssentials

/// What a test wants of its POP3 server of GNU mailutils (3.15 in Debian 12), which serves nothing but POP3.
///
/// It has no SASL. Its greeting offers APOP, whose passwords it finds in no database that its own `popauth` makes, so a client that
/// tries APOP first without TLS does not get in. It wants messages whose lines end in LF. It writes `EXPIRENEVER` in one word, and of LOGIN-DELAY nothing but the number. It puts a header line of its
/// own, X-UIDL, into every message that it is asked for, and into the file when the session ends; so messages are larger
/// than what LIST told in the first session, and have another name when the server dies before.
package struct MailutilsConfiguration: ServerConfiguration {
    package static let software = "mailutils"
    /// The header line that it adds.
    package static let ownHeader = "X-UIDL"

    package var users: [String]
    package var certificateNames = ["localhost"]
    /// More lines for the configuration file.
    package var extraLines = ""

    package init(users: [String] = ["alice"]) { self.users = users }

    package func command(in place: ServerPlace) throws -> [String] {
        _ = try TestSupportFiles.requireUnpacked("/usr/sbin/pop3d")
        return [TestSupportFiles.script("mailutils.sh"), place.folder]
    }

    package func writeFiles(in place: ServerPlace) throws {
        for name in ["domains", "locks", "mail"] {
            try FileManager.default.createDirectory(
                atPath: "\(place.folder)/\(name)", withIntermediateDirectories: true)
        }
        for user in users { try mail(of: user, in: place).create() }
        try Data(settings(in: place).utf8).write(to: place.folder + "/pop3d.conf")
        try Data(accounts(in: place).utf8).write(to: "\(place.folder)/domains/\(Self.domain)")
    }

    package func greeting(in place: ServerPlace) -> String { "+OK POP3 Ready <" }

    package func greetingPort(in place: ServerPlace) -> UInt16 { place.ports.pop3 }

    package func loginName(of user: String) -> String { "\(user)@\(Self.domain)" }

    package func mail(of user: String, in place: ServerPlace) -> Maildir {
        Maildir(path: "\(place.folder)/mail/\(user)/INBOX", keepsLF: true)
    }

    /// Users that are not the system's belong to a domain.
    private static let domain = "localhost"

    private func settings(in place: ServerPlace) -> String {
        """
        mode daemon;
        foreground yes;
        max-children 100;
        logging { syslog no; };
        auth { authentication generic; authorization virtdomain; };
        virtdomain { passwd-dir "\(place.folder)/domains"; };
        mailbox { mailbox-type maildir; };
        mandatory-locking { enable yes; lock-directory "\(place.folder)/locks"; };
        tcp-wrappers { enable no; };
        tls-file-checks { key-file none; cert-file none; ca-file none; };
        tls {
            ssl-certificate-file "\(place.certificate.certificateFile)";
            ssl-key-file "\(place.certificate.keyFile)";
        };
        server 127.0.0.1:\(place.ports.pop3) { tls-mode ondemand; };
        server 127.0.0.1:\(place.ports.pop3s) { tls-mode connection; };
        \(extraLines)

        """
    }

    /// As in `/etc/passwd`.
    private func accounts(in place: ServerPlace) -> String {
        users.map {
            "\($0):\(Self.hash):\(place.account.userID):\(place.account.groupID)::\(place.folder)/mail/\($0):/bin/sh\n"
        }.joined()
    }

    /// Of ``password``, as crypt(3) makes it.
    private static let hash = "$5$godwit$2eDsU4fYwWjl8XLxiu4MopLUJGn43iUap1EAdIguDiA"
}
