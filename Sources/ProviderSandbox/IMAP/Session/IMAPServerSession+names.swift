/// Names of mailboxes as this server writes them.
extension IMAPServerSession {
    /// Reads a name.
    func mailboxName(_ arguments: inout IMAPArguments) throws(SandboxRefusal) -> SandboxMailboxName {
        try mailboxName(try arguments.astring())
    }

    func mailboxName(_ bytes: [UInt8]) throws(SandboxRefusal) -> SandboxMailboxName {
        guard var path = ModifiedUTF7Name.decoded(bytes) else {
            throw SandboxRefusal(.no, "[CANNOT] Mailbox name is not valid mUTF-7.")
        }
        if path.uppercased() == "INBOX" { return .inbox }
        let prefix = configuration.prefix
        if !prefix.isEmpty {
            guard path.count > prefix.count, path.prefix(prefix.count).uppercased() == prefix.uppercased() else {
                throw SandboxRefusal(
                    .no,
                    "[NONEXISTENT] Client tried to access nonexistent namespace. (Mailbox name should probably be prefixed with: \(prefix))"
                )
            }
            path.removeFirst(prefix.count)
        }
        // A name may end in the delimiter where it is the parent of others to come (RFC 3501 §6.3.3).
        if path.count > 1, path.last == configuration.delimiter { path.removeLast() }
        let levels = path.split(separator: configuration.delimiter, omittingEmptySubsequences: false).map(String.init)
        return SandboxMailboxName(levels: levels)
    }

    /// As it is written on the line.
    func written(_ name: SandboxMailboxName) -> String {
        guard name != .inbox else { return configuration.inboxName }
        let path = name.levels.joined(separator: String(configuration.delimiter))
        return ModifiedUTF7Name.encoded(configuration.prefix + path)
    }

    /// The account, which a command has that gets so far.
    func owner() throws(SandboxRefusal) -> SandboxAccount {
        guard let account else { throw SandboxRefusal(.bad, "Please log in first.") }
        return account
    }

    /// Asks the store for something.
    ///
    /// - Parameter isTarget: whether the mailbox could be made (RFC 3501 §7.1, TRYCREATE).
    func storing<Value>(
        isTarget: Bool = false, _ body: () throws(SandboxStoreError) -> Value
    ) throws(SandboxRefusal) -> Value {
        do throws(SandboxStoreError) {
            return try body()
        } catch {
            throw Self.refusal(error, isTarget: isTarget)
        }
    }

    private static func refusal(_ error: SandboxStoreError, isTarget: Bool) -> SandboxRefusal {
        switch error {
        case .noSuchMailbox where isTarget: SandboxRefusal(.no, "[TRYCREATE] Mailbox doesn't exist.")
        case .noSuchMailbox: SandboxRefusal(.no, "[NONEXISTENT] Mailbox doesn't exist.")
        case .mailboxExists: SandboxRefusal(.no, "[ALREADYEXISTS] Mailbox already exists.")
        case .isInbox: SandboxRefusal(.no, "[CANNOT] INBOX can't be deleted.")
        case .invalidName: SandboxRefusal(.no, "[CANNOT] Invalid mailbox name.")
        case .tooMany: SandboxRefusal(.no, "[LIMIT] Too many mailboxes, or too many levels.")
        case .overQuota: SandboxRefusal(.no, "[OVERQUOTA] Quota exceeded.")
        case .notWritten: SandboxRefusal(.no, "[SERVERBUG] The change could not be written down.")
        case .noMoreIdentifiers: SandboxRefusal(.no, "[LIMIT] No more messages can be added.")
        }
    }
}
