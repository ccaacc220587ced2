internal import FoundationEssentials

/// What a test wants of its Dovecot.
package struct DovecotConfiguration: ServerConfiguration {
    package static let software = "dovecot"

    package var users: [String]
    /// Between the levels of a folder name.
    package var separator: Character = "/"
    /// Before every folder but INBOX, such as `INBOX.`
    package var prefix = ""
    package var certificateNames = ["localhost"]
    /// Most connections of one user from one address (count).
    package var connectionsPerUser = 50
    /// Most connections that have not logged in yet (count).
    package var loginConnections = 200
    /// Passwords of users who have another one than all others. They hold no colon.
    package var passwords: [String: String] = [:]
    /// Ways to log in, in Dovecot's names.
    package var mechanisms = ["plain", "login"]
    /// The port of a web server that tells whether an access token is good; nil for none. It is asked for `/` with the
    /// token as its authorization, and answers with `{"active":true,"username":"…"}` (RFC 7662 §2.2).
    package var tokenServer: UInt16?
    /// The loopback port of the SMTP server to which mail is passed on; nil for taking none.
    package var relayPort: UInt16?
    /// COMPRESS=DEFLATE.
    package var offersCompression = false
    /// More lines for the configuration file.
    package var extraLines = ""

    package init(users: [String] = ["alice"]) { self.users = users }
}

extension DovecotConfiguration {
    package func command(in place: ServerPlace) throws -> [String] {
        try TestSupportFiles.requireDovecot()
        return [TestSupportFiles.script("dovecot.sh"), "-F", "-c", place.folder + "/dovecot.conf"]
    }

    package func writeFiles(in place: ServerPlace) throws {
        for name in ["run", "mail"] {
            try FileManager.default.createDirectory(
                atPath: "\(place.folder)/\(name)", withIntermediateDirectories: true)
        }
        for user in users { try mail(of: user, in: place).create() }
        try Data(settings(in: place).utf8).write(to: place.folder + "/dovecot.conf")
        try Data(usersFileContents(mailFolder: place.folder + "/mail").utf8).write(to: place.folder + "/users")
        if let tokenServer {
            try Data(Self.tokenSettings(port: tokenServer).utf8).write(to: place.folder + "/oauth2")
        }
    }

    package func greeting(in place: ServerPlace) -> String { "Dovecot ready. (\(place.name))" }

    package func mail(of user: String, in place: ServerPlace) -> Maildir {
        Maildir(path: "\(place.folder)/mail/\(user)/Maildir", separator: separator)
    }

    /// The text of the configuration file.
    private func settings(in place: ServerPlace) -> String {
        let (folder, ports, account) = (place.folder, place.ports, place.account)
        return """
            \(Self.relocation)
            base_dir = \(folder)/run
            state_dir = \(folder)/run
            log_path = \(folder)/log
            protocols = imap pop3\(relayPort == nil ? "" : " submission")
            listen = 127.0.0.1
            login_greeting = \(greeting(in: place))
            default_internal_user = \(account.name)
            default_login_user = \(account.name)
            default_internal_group = \(account.group)
            first_valid_uid = 1
            disable_plaintext_auth = no
            auth_mechanisms = \(mechanisms.joined(separator: " "))
            auth_failure_delay = 0
            ssl = yes
            ssl_cert = <\(place.certificate.certificateFile)
            ssl_key = <\(place.certificate.keyFile)
            mail_location = maildir:~/Maildir
            mail_max_userip_connections = \(connectionsPerUser)
            namespace inbox {
              inbox = yes
              separator = \(separator)
              prefix = \(prefix)
              mailbox Sent {
                special_use = \\Sent
              }
              mailbox Drafts {
                special_use = \\Drafts
              }
              mailbox Trash {
                special_use = \\Trash
              }
              mailbox Junk {
                special_use = \\Junk
              }
            }
            \(tokenServer == nil ? "" : Self.tokens(in: folder))
            passdb {
              driver = passwd-file
              args = \(folder)/users
            }
            userdb {
              driver = passwd-file
              args = \(folder)/users
              override_fields = uid=\(account.userID) gid=\(account.groupID)
            }
            service anvil {
              chroot =
            }
            \(loginService("imap", plain: ports.imap, tls: ports.imaps))
            \(loginService("pop3", plain: ports.pop3, tls: ports.pop3s))
            \(relayPort.map { submission(relayPort: $0, ports) } ?? "")
            \(offersCompression ? Self.compression : "")
            \(extraLines)
            """
    }

    /// One line a user for the passwd-file: name, password, home.
    private func usersFileContents(mailFolder: String) -> String {
        users.map { "\($0):{PLAIN}\(passwords[$0] ?? Self.password)::::\(mailFolder)/\($0)::\n" }.joined()
    }

    private func loginService(_ name: String, plain: UInt16, tls: UInt16) -> String {
        """
        service \(name)-login {
          chroot =
          service_count = 0
          process_limit = 1
          client_limit = \(loginConnections)
          inet_listener \(name) {
            port = \(plain)
          }
          inet_listener \(name)s {
            port = \(tls)
            ssl = yes
          }
        }
        """
    }

    private static func tokens(in folder: String) -> String {
        """
        passdb {
          driver = oauth2
          mechanisms = xoauth2 oauthbearer
          args = \(folder)/oauth2
        }
        """
    }

    private static func tokenSettings(port: UInt16) -> String {
        """
        introspection_url = http://127.0.0.1:\(port)/
        introspection_mode = auth
        username_attribute = username
        active_attribute = active
        active_value = true

        """
    }

    private func submission(relayPort: UInt16, _ ports: ServerPorts) -> String {
        """
        submission_relay_host = 127.0.0.1
        submission_relay_port = \(relayPort)
        \(loginService("submission", plain: ports.submission, tls: ports.submissions))
        """
    }

    private static let compression = """
        protocol imap {
          mail_plugins = $mail_plugins imap_zlib
        }
        """

    /// Where an unpacked Dovecot finds its programs and modules; an installed one knows.
    private static var relocation: String {
        guard let root = TestSupportFiles.unpackedDovecot else { return "" }
        return """
            libexec_dir = \(root)/usr/lib/dovecot
            mail_plugin_dir = \(root)/usr/lib/dovecot/modules
            import_environment = LD_LIBRARY_PATH LD_PRELOAD RELOCATE
            """
    }
}
