internal import FoundationEssentials

/// What a test wants of its Cyrus (3.6 in Debian 12).
///
/// Cyrus has MULTIAPPEND, LITERAL+, CONDSTORE and QRESYNC, and announces LOGINDISABLED again after the login. It refuses
/// messages with NUL or without CRLF line ends, and makes the levels above a new folder as folders that hold mail. Its
/// database takes one writer at a time, so that a second connection brings nothing to whoever appends.
package struct CyrusConfiguration: ServerConfiguration {
    package static let software = "cyrus"

    package var users: [String]
    package var certificateNames = ["localhost"]
    /// Most connections of one user (count); 0 is no limit.
    package var connectionsPerUser = 0
    /// More lines for `imapd.conf`.
    package var extraLines = ""

    /// Ways to log in, divided by blanks.
    package var mechanisms = "PLAIN LOGIN"

    package init(users: [String] = ["alice"]) { self.users = users }

    package func command(in place: ServerPlace) throws -> [String] {
        _ = try TestSupportFiles.requireUnpacked("/usr/lib/cyrus/bin/master")
        return [TestSupportFiles.script("cyrus.sh"), place.folder]
    }

    package func writeFiles(in place: ServerPlace) throws {
        for name in ["conf/db", "conf/socket", "conf/proc", "conf/lock", "conf/log", "spool", "run"] {
            try FileManager.default.createDirectory(
                atPath: "\(place.folder)/\(name)", withIntermediateDirectories: true)
        }
        try Data(settings(in: place).utf8).write(to: place.folder + "/imapd.conf")
        try Data(try services(in: place).utf8).write(to: place.folder + "/cyrus.conf")
        try Data(users.map { "\($0) \(Self.password)\n" }.joined().utf8).write(to: place.folder + "/users")
    }

    package func greeting(in place: ServerPlace) -> String { " \(Self.hostName(place)) Cyrus IMAP " }

    package func mail(of user: String, in place: ServerPlace) -> IMAPStore {
        IMAPStore(
            port: place.ports.imap, user: user, password: Self.password, separator: "/", makesParents: true)
    }

    /// In small letters, because passwords are looked up by it.
    private static func hostName(_ place: ServerPlace) -> String { "cyrus-\(place.name.lowercased())" }

    /// `munge8bit` would replace every byte above 127 in a header by `X`. An account is made by its first login
    /// (`autocreate_quota`). What `skiplist_unsafe` leaves to the system survives a killed server all the same.
    private func settings(in place: ServerPlace) -> String {
        """
        configdirectory: \(place.folder)/conf
        partition-default: \(place.folder)/spool
        cyrus_user: \(place.account.name)
        cyrus_group: \(place.account.group)
        servername: \(Self.hostName(place))
        sasl_pwcheck_method: auxprop
        sasl_auxprop_plugin: sasldb
        sasl_sasldb_path: \(place.folder)/passwords
        sasl_mech_list: \(mechanisms)
        allowplaintext: yes
        tls_server_cert: \(place.certificate.certificateFile)
        tls_server_key: \(place.certificate.keyFile)
        unixhierarchysep: yes
        altnamespace: yes
        autocreate_quota: 0
        munge8bit: no
        maxlogins_per_user: \(connectionsPerUser)
        skiplist_unsafe: yes
        \(extraLines)

        """
    }

    private func services(in place: ServerPlace) throws -> String {
        let root = try TestSupportFiles.requireUnpacked("/usr/lib/cyrus/bin/imapd")
        let programs = root + "/usr/lib/cyrus/bin"
        let settings = "-C \(place.folder)/imapd.conf"
        return """
            START {
              recover cmd="\(programs)/ctl_cyrusdb \(settings) -r"
            }
            SERVICES {
              imap cmd="\(programs)/imapd \(settings)" listen="127.0.0.1:\(place.ports.imap)" proto="tcp4"
              imaps cmd="\(programs)/imapd \(settings) -s" listen="127.0.0.1:\(place.ports.imaps)" proto="tcp4"
            }
            EVENTS {
            }

            """
    }
}
