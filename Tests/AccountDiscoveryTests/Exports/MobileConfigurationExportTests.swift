import AccountDiscovery
import Foundation
import MailCore
import Testing

/// Read back as the property list that it has to be.
@Suite struct MobileConfigurationExportTests {
    private func profile(_ export: AccountExport) throws -> [String: Any] {
        let text = try export.text(in: .mobileconfig)
        let list = try PropertyListSerialization.propertyList(from: Data(text.utf8), format: nil)
        return try #require(list as? [String: Any])
    }

    private func account(_ export: AccountExport) throws -> [String: Any] {
        let content = try #require(try profile(export)["PayloadContent"] as? [[String: Any]])
        #expect(content.count == 1)
        return try #require(content.first)
    }

    @Test func `The profile has what Apple asks for`() throws {
        let profile = try profile(ExportSample.account())
        #expect(profile["PayloadType"] as? String == "Configuration")
        #expect(profile["PayloadVersion"] as? Int == 1)
        #expect(profile["PayloadDisplayName"] as? String == "alice@example.org")
        let keys: Set = [
            "PayloadContent", "PayloadDescription", "PayloadDisplayName", "PayloadIdentifier", "PayloadType",
            "PayloadUUID", "PayloadVersion",
        ]
        #expect(Set(profile.keys) == keys)
    }

    @Test(arguments: [
        (MailProtocol.imap, ConnectionSecurity.tls, "EmailTypeIMAP", 993, 465, true),
        (.imap, .starttls, "EmailTypeIMAP", 143, 587, true), (.pop3, .tls, "EmailTypePOP", 995, 465, true),
        (.imap, .plaintext, "EmailTypeIMAP", 143, 587, false),
    ])
    func `The account has every setting under its own key`(
        kind: MailProtocol, security: ConnectionSecurity, type: String, port: Int, outgoingPort: Int, usesTLS: Bool
    ) throws {
        let account = try account(ExportSample.account(kind, security: security))
        let texts = [
            "PayloadType": "com.apple.mail.managed", "EmailAccountType": type, "EmailAddress": "alice@example.org",
            "EmailAccountDescription": "Example", "IncomingMailServerHostName": "mail.example.org",
            "IncomingMailServerUsername": "alice@example.org", "IncomingMailServerAuthentication": "EmailAuthPassword",
            "OutgoingMailServerHostName": "mail.example.org", "OutgoingMailServerUsername": "alice@example.org",
            "OutgoingMailServerAuthentication": "EmailAuthPassword",
        ]
        for (key, text) in texts { #expect(account[key] as? String == text, "\(key)") }
        #expect(account["IncomingMailServerPortNumber"] as? Int == port)
        #expect(account["OutgoingMailServerPortNumber"] as? Int == outgoingPort)
        #expect(account["IncomingMailServerUseSSL"] as? Bool == usesTLS)
        #expect(account["OutgoingMailServerUseSSL"] as? Bool == usesTLS)
        #expect(account["OutgoingPasswordSameAsIncomingPassword"] as? Bool == true)
        #expect(account.keys.allSatisfy { !$0.hasSuffix("MailServerPassword") })
    }

    @Test func `A second profile of the same address takes the place of the first`() throws {
        let first = try ExportSample.account()
        var moved = try ExportSample.account(host: "other.example.org")
        for key in ["PayloadUUID", "PayloadIdentifier"] {
            #expect(try profile(first)[key] as? String == profile(moved)[key] as? String)
            #expect(try account(first)[key] as? String == account(moved)[key] as? String)
            #expect(try profile(first)[key] as? String != account(first)[key] as? String)
        }
        moved.address = try ExportSample.address("bob@example.org")
        #expect(try profile(first)["PayloadUUID"] as? String != profile(moved)["PayloadUUID"] as? String)
        let identifier = try #require(try profile(first)["PayloadUUID"] as? String)
        #expect(UUID(uuidString: identifier)?.uuidString == identifier)
        #expect(identifier.dropFirst(14).first == "8")
    }

    @Test(arguments: ExportSample.hostileNames)
    func `A user name stays a user name`(name: String) throws {
        let account = try account(ExportSample.account(username: name, providerName: name))
        #expect(account["IncomingMailServerUsername"] as? String == name)
        #expect(account["OutgoingMailServerUsername"] as? String == name)
        #expect(account["EmailAccountDescription"] as? String == name)
        #expect(account.count == 19)
    }

    @Test(
        arguments: [
            ([.passwordEncrypted], "EmailAuthCRAMMD5"),
            ([.passwordEncrypted, .passwordCleartext], "EmailAuthPassword"),
            ([.oauth2, .passwordCleartext], "EmailAuthPassword"), ([.gssapi, .ntlm], "EmailAuthNTLM"),
            ([], "EmailAuthPassword"),
        ] as [([AuthenticationMethod], String)])
    func `The way to log in is named`(methods: [AuthenticationMethod], word: String) throws {
        let account = try account(ExportSample.account(authentication: methods))
        #expect(account["IncomingMailServerAuthentication"] as? String == word)
    }

    @Test func `What cannot be said is refused`() throws {
        let token = try ExportSample.account(authentication: [.oauth2])
        #expect(throws: ExportError.unusableLogin(host: "mail.example.org")) { try token.text(in: .mobileconfig) }
        var mute = try ExportSample.account()
        mute.servers.removeLast()
        #expect(throws: ExportError.missingServer(.smtp)) { try mute.text(in: .mobileconfig) }
    }

    @Test func `A server that takes mail without a login gets no user name`() throws {
        var export = try ExportSample.account()
        export.servers[1].authentication = [.none]
        let account = try account(export)
        #expect(account["OutgoingMailServerAuthentication"] as? String == "EmailAuthNone")
        #expect(account["OutgoingMailServerUsername"] == nil)
        #expect(account["OutgoingPasswordSameAsIncomingPassword"] as? Bool == false)
    }
}
