/// What a mailbox that is not open has in it.
extension IMAPServerSession {
    mutating func status(_ arguments: inout IMAPArguments) throws(SandboxRefusal) -> String {
        try arguments.space()
        let name = try mailboxName(&arguments)
        try arguments.space()
        let items = try arguments.flags().map { $0.uppercased() }
        try arguments.end()
        try tellStatus(name, items)
        return "Status completed."
    }

    mutating func tellStatus(_ name: SandboxMailboxName, _ items: [String]) throws(SandboxRefusal) {
        for item in items { try checkStatus(item) }
        let account = try owner()
        let isWhole = configuration.window == .everything
        let words = try storing { () throws(SandboxStoreError) in
            try account.read(name) { mailbox in
                let messages =
                    isWhole
                    ? nil
                    : visible(in: mailbox).compactMap { mailbox.index(of: $0) }
                        .map { mailbox.messages[$0] }
                return items.map { value($0, of: mailbox, messages) }
            }
        }
        var response = IMAPResponse("* STATUS ")
        response.writeString(written(name).utf8)
        response += " (\(zip(items, words).map { "\($0) \($1)" }.joined(separator: " ")))"
        respond(response)
    }

    private func checkStatus(_ item: String) throws(SandboxRefusal) {
        switch item {
        case "MESSAGES", "RECENT", "UIDNEXT", "UIDVALIDITY", "UNSEEN": break
        case "SIZE": try require(.statusSize)
        case "HIGHESTMODSEQ": try require(.condstore)
        case "APPENDLIMIT": try require(.appendLimit)
        case "MAILBOXID": try require(.objectID)
        default: throw .syntax("Unknown item of STATUS.")
        }
    }

    /// - Parameter messages: what can be seen; nil where that is all.
    private func value(_ item: String, of mailbox: SandboxMailbox, _ messages: [SandboxMessage]?) -> String {
        switch item {
        case "MESSAGES": "\(messages?.count ?? mailbox.messages.count)"
        case "UIDNEXT": "\(mailbox.uidNext)"
        case "UIDVALIDITY": "\(mailbox.uidValidity)"
        case "UNSEEN":
            "\(messages.map { $0.count { !$0.flags.system.contains(.seen) } } ?? mailbox.unseenCount)"
        case "SIZE": "\(messages.map { $0.reduce(0) { $0 + $1.size } } ?? mailbox.bytes)"
        case "HIGHESTMODSEQ": "\(mailbox.highestModSeq)"
        case "APPENDLIMIT": "\(configuration.limits.message)"
        case "MAILBOXID": "(F\(mailbox.identifier))"
        default: "0"
        }
    }
}
