internal import NIOCore

/// Mail that comes in.
extension IMAPServerSession {
    mutating func append(_ arguments: inout IMAPArguments) throws(SandboxRefusal) -> String {
        let all = arguments
        try arguments.space()
        let name = try mailboxName(&arguments)
        var messages: [SandboxNewMessage] = []
        repeat {
            if !messages.isEmpty { try require(.multiappend) }
            try arguments.space()
            let message = kept(try message(&arguments))
            if let refusal = server.refusal(message, all, session: self) { throw refusal }
            messages.append(message)
        } while !arguments.isAtEnd
        let account = try owner()
        let place =
            isLying
            ? try pretended(messages.count, in: name, account)
            : try storing(isTarget: true) { () throws(SandboxStoreError) in
                try account.append(messages, to: name)
            }
        synchronise(tellsRemovals: true)
        guard has(.uidplus) else { return "Append completed." }
        return "[APPENDUID \(place.uidValidity) \(IMAPNumberSet.text(place.uids))] Append completed."
    }

    /// `(FLAGS) "DATE" LITERAL`
    private func message(_ arguments: inout IMAPArguments) throws(SandboxRefusal) -> SandboxNewMessage {
        var flags = SandboxFlags()
        var date: Int?
        if arguments.peek == UInt8(ascii: "(") {
            flags = SandboxFlags(try arguments.flags())
            try arguments.space()
        }
        if arguments.peek == UInt8(ascii: "\"") {
            date = IMAPDateText.seconds(String(decoding: try arguments.string(), as: UTF8.self))
            guard date != nil else { throw .syntax("Invalid date.") }
            try arguments.space()
        }
        return SandboxNewMessage(try arguments.literal(), flags: flags, internalDate: date)
    }

    /// What this server makes of a message.
    private func kept(_ message: SandboxNewMessage) -> SandboxNewMessage {
        var message = message
        if !configuration.keepsKeywords { message.flags = SandboxFlags(system: message.flags.system) }
        if configuration.addsFinalLineEnd, !message.bytes.readableBytesView.suffix(2).elementsEqual("\r\n".utf8) {
            message.bytes.writeString("\r\n")
        }
        return message
    }

    /// Identifiers that messages would have got.
    private func pretended(
        _ count: Int, in name: SandboxMailboxName, _ account: SandboxAccount
    ) throws(SandboxRefusal) -> (uidValidity: UInt32, uids: [UInt32]) {
        try storing(isTarget: true) { () throws(SandboxStoreError) in
            try account.read(name) { mailbox in
                (mailbox.uidValidity, (0..<count).map { mailbox.uidNext &+ UInt32(truncatingIfNeeded: $0) })
            }
        }
    }
}
