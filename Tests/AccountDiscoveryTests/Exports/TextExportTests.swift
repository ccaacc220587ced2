import AccountDiscovery
import MailCore
import Testing

/// mbsync, msmtp and NeoMutt: read back as these programs do.
@Suite struct TextExportTests {
    private func mbsync(_ export: AccountExport) throws -> [[String]] {
        try #require(ConfigurationReader.mbsync(try export.text(in: .mbsync)))
    }

    private func mutt(_ export: AccountExport) throws -> [String: String] {
        let settings = try #require(ConfigurationReader.mutt(try export.text(in: .neomutt)))
        return Dictionary(settings.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first + " twice" })
    }

    // MARK: mbsync

    @Test func `mbsync gets an account, two stores and a channel`() throws {
        #expect(
            try mbsync(ExportSample.account()) == [
                ["IMAPAccount", "alice@example.org"], ["Host", "mail.example.org"], ["Port", "993"],
                ["User", "alice@example.org"], ["SSLType", "IMAPS"],
                ["IMAPStore", "alice@example.org-remote"], ["Account", "alice@example.org"],
                ["MaildirStore", "alice@example.org-local"], ["Path", "~/Mail/alice@example.org/"],
                ["Inbox", "~/Mail/alice@example.org/INBOX"], ["SubFolders", "Verbatim"],
                ["Channel", "alice@example.org"], ["Far", ":alice@example.org-remote:"],
                ["Near", ":alice@example.org-local:"], ["Patterns", "*"], ["Create", "Near"], ["SyncState", "*"],
            ])
    }

    @Test(arguments: [(ConnectionSecurity.starttls, "STARTTLS"), (.plaintext, "None")])
    func `mbsync is told how to encrypt`(security: ConnectionSecurity, word: String) throws {
        let lines = try mbsync(ExportSample.account(security: security))
        #expect(lines.contains(["SSLType", word]) && lines.contains(["Port", "143"]))
    }

    @Test(arguments: ExportSample.hostileNames + ["a%b", "%U", "*"])
    func `A user name stays a user name for mbsync`(name: String) throws {
        let lines = try mbsync(ExportSample.account(username: name))
        #expect(lines.count == 17)
        #expect(lines[3] == ["User", name])
    }

    /// A local part may hold slashes and dots; a folder name of ours does not.
    @Test(arguments: [
        ("../../x@example.org", "..%2F..%2Fx@example.org"), ("a/b@example.org", "a%2Fb@example.org"),
        ("a#b@example.org", "a%23b@example.org"), ("a'b`$c@example.org", "a%27b%60%24c@example.org"),
    ])
    func `An address is no path and no option`(address: String, name: String) throws {
        var export = try ExportSample.account()
        export.address = try ExportSample.address(address)
        #expect(try mbsync(export).contains(["Path", "~/Mail/\(name)/"]))
        #expect(ConfigurationReader.msmtp(try export.text(in: .msmtp)).first == ["account", name])
        #expect(try mutt(export)["from"] == address)
    }

    // MARK: msmtp

    @Test func `msmtp gets an account, which is the default`() throws {
        #expect(
            ConfigurationReader.msmtp(try ExportSample.account().text(in: .msmtp)) == [
                ["account", "alice@example.org"], ["host", "mail.example.org"], ["port", "465"], ["tls", "on"],
                ["tls_starttls", "off"], ["from", "alice@example.org"], ["auth", "on"], ["user", "alice@example.org"],
                ["account", "default : alice@example.org"],
            ])
        let lines = ConfigurationReader.msmtp(try ExportSample.account(security: .starttls).text(in: .msmtp))
        #expect(lines.contains(["tls_starttls", "on"]) && lines.contains(["port", "587"]))
    }

    @Test(arguments: ExportSample.hostileNames)
    func `A user name stays a user name for msmtp`(name: String) throws {
        let lines = ConfigurationReader.msmtp(try ExportSample.account(username: name).text(in: .msmtp))
        #expect(lines.count == 9)
        #expect(lines[7] == ["user", name])
    }

    @Test(arguments: ["%U", "a%b", "*", "a?", "[ab]"])
    func `What msmtp would replace is refused`(name: String) throws {
        let export = try ExportSample.account(username: name)
        #expect(throws: ExportError.unusableValue(name)) { try export.text(in: .msmtp) }
    }

    @Test func `No line is longer than msmtp reads`() throws {
        let local = String(repeating: "王", count: 21)
        let domain = String(repeating: "abcdefgh.", count: 25) + "example.org"
        var export = try ExportSample.account(username: String(repeating: "u", count: 400))
        export.address = try ExportSample.address("\(local)@\(domain)")
        let lines = try export.text(in: .msmtp).split(separator: "\n")
        #expect(lines.allSatisfy { $0.utf8.count < 500 }, "\(lines.map(\.utf8.count))")
    }

    // MARK: NeoMutt

    @Test func `NeoMutt gets both servers`() throws {
        #expect(
            try mutt(ExportSample.account()) == [
                "from": "alice@example.org", "ssl_force_tls": "yes", "ssl_starttls": "no",
                "folder": "imaps://mail.example.org:993/", "spoolfile": "+INBOX", "imap_user": "alice@example.org",
                "smtp_url": "smtps://alice%40example.org@mail.example.org:465/",
            ])
        let upgraded = try mutt(ExportSample.account(.pop3, security: .starttls))
        #expect(upgraded["pop_host"] == "pop://mail.example.org:110/")
        #expect(upgraded["pop_user"] == "alice@example.org")
        #expect(upgraded["ssl_starttls"] == "yes" && upgraded["ssl_force_tls"] == "yes")
        #expect(try mutt(ExportSample.account(security: .plaintext))["ssl_force_tls"] == "no")
        #expect(try mutt(ExportSample.account(host: "2001:db8::1"))["folder"] == "imaps://[2001:db8::1]:993/")
    }

    @Test(arguments: ExportSample.hostileNames + ["a%b", "%U", "*"])
    func `A user name stays a user name for NeoMutt`(name: String) throws {
        let settings = try mutt(ExportSample.account(username: name))
        #expect(settings.count == 7)
        #expect(settings["imap_user"] == name)
        let url = try #require(settings["smtp_url"])
        let user = url.dropFirst("smtps://".count).prefix { $0 != "@" }
        #expect(String(user).removingPercentEncoding() == name)
        #expect(user.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"/:;'\"`$".utf8.contains($0) })
    }

    // MARK: All formats

    @Test(arguments: ExportFormat.allCases, ExportSample.impossibleNames)
    func `What would end a line is refused everywhere`(format: ExportFormat, name: String) throws {
        let user = try ExportSample.account(username: name)
        #expect(throws: ExportError.self) { try user.text(in: format) }
        let provider = try ExportSample.account(providerName: name)
        #expect(throws: ExportError.self) { try provider.text(in: format) }
        let host = try ExportSample.account(host: name)
        #expect(throws: ExportError.self) { try host.text(in: format) }
    }

    @Test(arguments: ExportFormat.allCases, ["a b", "a\"b", "mail.example.org/x", "", "a@b", "a:1"])
    func `A host is a host name or an address`(format: ExportFormat, host: String) throws {
        let export = try ExportSample.account(host: host)
        #expect(throws: ExportError.self) { try export.text(in: format) }
    }

    @Test(arguments: [(400, true), (401, false)])
    func `A value has an end`(length: Int, isTaken: Bool) throws {
        let export = try ExportSample.account(username: String(repeating: "u", count: length))
        for format in ExportFormat.allCases {
            #expect(((try? export.text(in: format)) != nil) == isTaken, "\(format)")
        }
    }

    @Test(arguments: [
        (ExportFormat.mbsync, "AuthMechs XOAUTH2"), (.msmtp, "auth xoauth2"),
        (.neomutt, "set imap_authenticators='oauthbearer:xoauth2'"), (.thunderbird, "<authentication>OAuth2<"),
    ])
    func `A server that takes tokens only is asked with one`(format: ExportFormat, line: String) throws {
        #expect(try ExportSample.account(authentication: [.oauth2]).text(in: format).contains(line))
    }

    @Test(arguments: [
        (ExportFormat.thunderbird, MailProtocol.pop3), (.mobileconfig, .pop3), (.neomutt, .pop3), (.mbsync, .imap),
        (.msmtp, .smtp),
    ])
    func `Without its server there is nothing to write`(format: ExportFormat, missing: MailProtocol) throws {
        var export = try ExportSample.account()
        export.servers.removeAll { $0.protocol == (missing == .smtp ? .smtp : .imap) }
        #expect(throws: ExportError.missingServer(missing)) { try export.text(in: format) }
    }
}
