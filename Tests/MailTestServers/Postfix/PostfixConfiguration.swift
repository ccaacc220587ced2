internal import FoundationEssentials

/// What a test wants of its Postfix (3.7 in Debian 12): a submission server, which lets people log in, and says whether it
/// would take mail from them. It has nowhere to bring any.
package struct PostfixConfiguration: ServerConfiguration {
    package static let software = "postfix"

    package var users: [String]
    package var certificateNames = ["localhost"]
    /// Ways to log in, divided by blanks.
    package var mechanisms = "PLAIN LOGIN"
    /// Whether a password is taken over TLS only.
    package var wantsTLS = true
    /// Addresses that only one user may send from, and the user. Others are anybody's.
    package var owners: [String: String] = [:]

    package init(users: [String] = ["alice"]) { self.users = users }

    package func command(in place: ServerPlace) throws -> [String] {
        _ = try TestSupportFiles.requireUnpacked("/usr/lib/postfix/sbin/master")
        return [TestSupportFiles.script("postfix.sh"), place.folder]
    }

    package func writeFiles(in place: ServerPlace) throws {
        for name in ["etc/sasl", "data", "mail", "spool/private", "spool/public", "spool/pid"] {
            try FileManager.default.createDirectory(
                atPath: "\(place.folder)/\(name)", withIntermediateDirectories: true)
        }
        try Data(try settings(in: place).utf8).write(to: place.folder + "/etc/main.cf")
        try Data(services(in: place).utf8).write(to: place.folder + "/etc/master.cf")
        try Data(logins(in: place).utf8).write(to: place.folder + "/etc/sasl/smtpd.conf")
        try Data(users.map { "\($0) \(Self.password)\n" }.joined().utf8).write(to: place.folder + "/users")
    }

    package func greeting(in place: ServerPlace) -> String { "\(Self.hostName(place)) ESMTP" }

    package func greetingPort(in place: ServerPlace) -> UInt16 { place.ports.submission }

    /// Always empty.
    package func mail(of user: String, in place: ServerPlace) -> Maildir {
        Maildir(path: "\(place.folder)/mail/\(user)/Maildir", separator: "/")
    }

    /// In small letters, because passwords are looked up by it.
    private static func hostName(_ place: ServerPlace) -> String { "postfix-\(place.name.lowercased())" }

    /// Postfix wants two users and two groups of its own, and has no use for the second ones here.
    private func settings(in place: ServerPlace) throws -> String {
        let root = try TestSupportFiles.requireUnpacked("/usr/lib/postfix/sbin/smtpd")
        let senders = owners.map { "{ \($0.key) = \($0.value)@\(Self.hostName(place)) }" }.joined(separator: ", ")
        return """
            compatibility_level = 3.6
            myhostname = \(Self.hostName(place))
            mydestination =
            alias_maps =
            local_recipient_maps =
            inet_protocols = ipv4
            mail_owner = \(place.account.name)
            default_privs = daemon
            setgid_group = games
            queue_directory = \(place.folder)/spool
            data_directory = \(place.folder)/data
            daemon_directory = \(root)/usr/lib/postfix/sbin
            meta_directory = \(place.folder)/etc
            shlib_directory = no
            import_environment = MAIL_CONFIG LD_LIBRARY_PATH LD_PRELOAD RELOCATE SERVER_LOG SASL_PATH PRETENDED_ROOT
            smtpd_client_connection_count_limit = 0
            smtpd_peername_lookup = no
            smtpd_tls_security_level = may
            smtpd_tls_cert_file = \(place.certificate.certificateFile)
            smtpd_tls_key_file = \(place.certificate.keyFile)
            smtpd_tls_auth_only = \(wantsTLS ? "yes" : "no")
            smtpd_sasl_auth_enable = yes
            smtpd_sasl_local_domain = $myhostname
            smtpd_delay_reject = no
            smtpd_sender_restrictions = reject_known_sender_login_mismatch
            smtpd_sender_login_maps = inline:{ \(senders.isEmpty ? "{ nobody@invalid = nobody }" : senders) }

            """
    }

    private func services(in place: ServerPlace) -> String {
        """
        127.0.0.1:\(place.ports.submission) inet n - n - - smtpd
        127.0.0.1:\(place.ports.submissions) inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
        tlsmgr unix - - n 1000? 1 tlsmgr
        rewrite unix - - n - - trivial-rewrite
        anvil unix - - n - 1 anvil

        """
    }

    /// Of Cyrus SASL.
    private func logins(in place: ServerPlace) -> String {
        """
        pwcheck_method: auxprop
        auxprop_plugin: sasldb
        sasldb_path: \(place.folder)/passwords
        mech_list: \(mechanisms)

        """
    }
}
