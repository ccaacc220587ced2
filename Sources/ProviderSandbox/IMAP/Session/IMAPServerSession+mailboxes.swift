/// Making, renaming and removing mailboxes.
extension IMAPServerSession {
    mutating func create(_ arguments: inout IMAPArguments) throws(SandboxRefusal) -> String {
        try arguments.space()
        let name = try mailboxName(&arguments)
        var use: SandboxSpecialUse?
        if arguments.take(" ") {
            try require(.createSpecialUse)
            use = try specialUse(&arguments)
        }
        try arguments.end()
        try checkNew(name)
        let account = try owner()
        if !isLying {
            if configuration.makesParents { makeParents(of: name, account) }
            _ = try storing { () throws(SandboxStoreError) in try account.create(name, specialUse: use) }
        }
        guard has(.objectID), let identifier = try? account.read(name, { $0.identifier }) else {
            return "Create completed."
        }
        // RFC 8474 §4.1
        return "[MAILBOXID (F\(identifier))] Create completed."
    }

    /// `(USE (\Drafts))` (RFC 6154 §3)
    private func specialUse(_ arguments: inout IMAPArguments) throws(SandboxRefusal) -> SandboxSpecialUse? {
        try arguments.expect("(")
        guard try arguments.keyword() == "USE" else { throw .syntax("Unknown parameter of CREATE.") }
        try arguments.space()
        let names = try arguments.flags()
        try arguments.expect(")")
        guard let name = names.first else { return nil }
        guard names.count == 1, let use = SandboxSpecialUse(attribute: name) else {
            throw SandboxRefusal(.no, "[USEATTR] Such a special use is not supported.")
        }
        return use
    }

    private func makeParents(of name: SandboxMailboxName, _ account: SandboxAccount) {
        guard let parent = name.parent, parent != .inbox else { return }
        makeParents(of: parent, account)
        _ = try? account.create(parent)
    }

    private func checkNew(_ name: SandboxMailboxName) throws(SandboxRefusal) {
        let reserved = configuration.reservedNames.first { $0.key.lowercased() == name.description.lowercased() }
        if let reserved { throw reserved.value }
        let forbidden = name.levels.joined().first { configuration.forbiddenCharacters.contains($0) }
        if let forbidden {
            throw SandboxRefusal(.no, "[CANNOT] Character not allowed in mailbox name: '\(forbidden)'")
        }
    }

    mutating func delete(_ arguments: inout IMAPArguments) throws(SandboxRefusal) -> String {
        try arguments.space()
        let name = try mailboxName(&arguments)
        try arguments.end()
        let account = try owner()
        if !isLying { try storing { () throws(SandboxStoreError) in try account.delete(name) } }
        return "Delete completed."
    }

    mutating func rename(_ arguments: inout IMAPArguments) throws(SandboxRefusal) -> String {
        try arguments.space()
        let name = try mailboxName(&arguments)
        try arguments.space()
        let newName = try mailboxName(&arguments)
        try arguments.end()
        try checkNew(newName)
        let account = try owner()
        if !isLying { try storing { () throws(SandboxStoreError) in try account.rename(name, to: newName) } }
        return "Rename completed."
    }

    mutating func subscribe(_ arguments: inout IMAPArguments, isWanted: Bool) throws(SandboxRefusal) -> String {
        try arguments.space()
        let name = try mailboxName(&arguments)
        try arguments.end()
        if !isLying { try owner().subscribe(name, isWanted) }
        return isWanted ? "Subscribe completed." : "Unsubscribe completed."
    }
}
