internal import MailCore

extension AccountExport {
    /// A configuration profile with one payload, `com.apple.mail.managed`. The device asks for the password.
    ///
    /// Identifiers follow from the address, so that a second profile takes the place of the first.
    func mobileConfiguration() throws(ExportError) -> String {
        let account = try mailPayload()
        let name = DerivedName.hexadecimal(of: address.description)
        let profile = dictionary([
            ("PayloadContent", XMLTag("array", [account])),
            ("PayloadDescription", .string("Mail settings of \(address.description), without the password.")),
            ("PayloadDisplayName", .string(address.description)),
            ("PayloadIdentifier", .string("email.godwit.profile.\(name)")),
            ("PayloadType", .string("Configuration")),
            ("PayloadUUID", .string(DerivedName.uuid(of: "profile \(address.description)"))),
            ("PayloadVersion", .integer(1)),
        ])
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
            \(XMLTag("plist", ["version": "1.0"], [profile]).markup())

            """
    }

    private func mailPayload() throws(ExportError) -> XMLTag {
        let (incoming, outgoing) = (try incoming(), try server(.smtp))
        let name = DerivedName.hexadecimal(of: address.description)
        return dictionary(
            [
                ("EmailAccountDescription", .string(providerName ?? address.description)),
                ("EmailAccountType", .string(incoming.protocol == .imap ? "EmailTypeIMAP" : "EmailTypePOP")),
                ("EmailAddress", .string(address.description)),
            ] + (try entries(of: incoming, prefix: "IncomingMailServer"))
                + (try entries(of: outgoing, prefix: "OutgoingMailServer")) + [
                    ("OutgoingPasswordSameAsIncomingPassword", XMLTag(outgoing.needsNoLogin ? "false" : "true")),
                    ("PayloadDisplayName", .string(address.description)),
                    ("PayloadIdentifier", .string("email.godwit.profile.\(name).mail")),
                    ("PayloadType", .string("com.apple.mail.managed")),
                    ("PayloadUUID", .string(DerivedName.uuid(of: "mail \(address.description)"))),
                    ("PayloadVersion", .integer(1)),
                ])
    }

    private func entries(of server: ServerSettings, prefix: String) throws(ExportError) -> [(String, XMLTag)] {
        let entries: [(String, XMLTag)] = [
            (prefix + "Authentication", .string(try authentication(of: server))),
            (prefix + "HostName", .string(server.host)),
            (prefix + "PortNumber", .integer(server.port)),
            // STARTTLS as well: which one, the device finds out.
            (prefix + "UseSSL", XMLTag(server.security == .plaintext ? "false" : "true")),
        ]
        return entries + (server.needsNoLogin ? [] : [(prefix + "Username", .string(server.username))])
    }

    private func authentication(of server: ServerSettings) throws(ExportError) -> String {
        let words: [AuthenticationMethod: String] = [
            .passwordCleartext: "EmailAuthPassword", .passwordEncrypted: "EmailAuthCRAMMD5", .ntlm: "EmailAuthNTLM",
            .none: "EmailAuthNone",
        ]
        let methods = server.authentication
        if methods.isEmpty || methods.contains(.passwordCleartext) { return "EmailAuthPassword" }
        guard let word = methods.lazy.compactMap({ words[$0] }).first else { throw .unusableLogin(host: server.host) }
        return word
    }

    private func dictionary(_ entries: [(String, XMLTag)]) -> XMLTag {
        XMLTag("dict", entries.flatMap { [XMLTag("key", text: $0.0), $0.1] })
    }
}

extension XMLTag {
    fileprivate static func string(_ text: String) -> XMLTag { XMLTag("string", text: text) }

    fileprivate static func integer(_ value: some BinaryInteger) -> XMLTag { XMLTag("integer", text: String(value)) }
}
