internal import MailTransport

extension SMTPConnection {
    /// Asks whether mail from an address would be taken (MAIL FROM), and takes that back at once (RSET). There is no recipient,
    /// so nothing is sent.
    ///
    /// - Throws: `.refused` with the server's words; `.unencodableArgument` for an address that cannot stand in a command, or
    ///   only with SMTPUTF8 (RFC 6531), which the server does not have.
    package func checkSender(_ address: String) async throws(SMTPError) {
        let isASCII = address.utf8.allSatisfy { $0 < 0x80 }
        guard isASCII || capabilities.hasUTF8, Self.isPlain(address) else { throw .unencodableArgument }
        let mail = SMTPCommand(
            "MAIL FROM:<\(address)>" + (isASCII ? "" : " SMTPUTF8"), name: "MAIL FROM", expecting: .reply)
        let reset = SMTPCommand("RSET", expecting: .reply)
        guard capabilities.hasPipelining else {
            try await execute(mail)
            try await execute(reset)
            return
        }
        let ids = (mail: try send(mail, flush: false), reset: try send(reset))
        defer {
            conversation.forget(ids.mail)
            conversation.forget(ids.reset)
        }
        let reply = try await reply(to: ids.mail)
        let resetReply = try await self.reply(to: ids.reset)
        _ = try Self.accepted(reply, mail.name)
        _ = try Self.accepted(resetReply, reset.name)
    }

    /// Whether nothing in it ends the path or the line.
    private static func isPlain(_ address: String) -> Bool {
        !address.isEmpty && address.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F && !"<>".utf8.contains($0) }
    }
}
