/// Changing flags, copying and removing messages.
extension IMAPServerSession {
    mutating func store(_ arguments: inout IMAPArguments, isUID: Bool) throws(SandboxRefusal) -> String {
        try arguments.space()
        let set = try arguments.numberSet()
        try arguments.space()
        var unchangedSince: UInt64?
        if arguments.take("(") {
            try require(.condstore)
            guard try arguments.keyword() == "UNCHANGEDSINCE" else { throw .syntax("Unknown modifier.") }
            try arguments.space()
            unchangedSince = try arguments.number()
            try arguments.expect(")")
            try arguments.space()
            enabled.insert(.condstore)
        }
        let change = try StoreChange(&arguments)
        try arguments.end()
        let (view, account) = try writable()
        let uids = view.uids(set, areUIDs: isUID)
        guard !isLying else { return "Store completed." }
        if change.isAboutLabels {
            try storeLabels(change, uids, view, account)
            return "Store completed."
        }
        synchronise(tellsRemovals: false)
        let keeps = configuration.keepsKeywords
        let modified = try storing { () throws(SandboxStoreError) in
            try account.store(uids, in: view.mailbox, unchangedSince: unchangedSince) { old in
                let new = change.applied(to: old)
                return keeps ? new : SandboxFlags(system: new.system)
            }
        }
        tellStored(uids, except: Set(modified), account, isSilent: change.isSilent, withUID: isUID)
        if isUID { synchronise(tellsRemovals: true) }
        guard !modified.isEmpty else { return "Store completed." }
        let numbers = isUID ? modified : modified.compactMap { view.index(of: $0).map { UInt32(clamping: $0 + 1) } }
        return "[MODIFIED \(IMAPNumberSet.text(numbers))] Conditional store failed."
    }

    /// What the client has done itself is not told to it once more.
    private mutating func tellStored(
        _ uids: [UInt32], except modified: Set<UInt32>, _ account: SandboxAccount, isSilent: Bool, withUID: Bool
    ) {
        guard let view else { return }
        let stored = try? account.read(identifier: view.mailbox) { mailbox in
            (
                mailbox.highestModSeq,
                uids.compactMap { uid in mailbox.index(of: uid).map { mailbox.messages[$0] } }
            )
        }
        guard let stored else { return }
        let hasModSeq = enabled.contains(.condstore)
        for message in stored.1 where !modified.contains(message.uid) && (!isSilent || hasModSeq) {
            if let place = view.index(of: message.uid) {
                respondFlags(message, place: place, withUID: withUID, withFlags: !isSilent)
            }
        }
        self.view?.modSeq = stored.0
    }

    mutating func copy(
        _ arguments: inout IMAPArguments, isUID: Bool, isMove: Bool
    ) throws(SandboxRefusal) -> String {
        if isMove { try require(.move) }
        try arguments.space()
        let set = try arguments.numberSet()
        try arguments.space()
        let name = try mailboxName(&arguments)
        try arguments.end()
        guard let view else { throw SandboxRefusal(.bad, "No mailbox is open.") }
        if isMove { _ = try writable() }
        let account = try owner()
        let uids = view.uids(set, areUIDs: isUID)
        let word = isMove ? "Move completed." : "Copy completed."
        guard !isLying else { return word }
        let copied = try storing(isTarget: true) { () throws(SandboxStoreError) in
            try account.copy(uids, from: view.mailbox, to: name, removing: isMove)
        }
        let pairs = copied.pairs
        let code =
            "[COPYUID \(copied.uidValidity) \(IMAPNumberSet.text(pairs.map(\.from))) \(IMAPNumberSet.text(pairs.map(\.to)))]"
        let tells = has(.uidplus) && !pairs.isEmpty
        // RFC 6851 §4.3
        if isMove, tells { respond("* OK \(code) Moved UIDs.") }
        synchronise(tellsRemovals: true)
        return tells && !isMove ? "\(code) \(word)" : word
    }

    mutating func expunge(_ arguments: inout IMAPArguments, isUID: Bool) throws(SandboxRefusal) -> String {
        var set: IMAPNumberSet?
        if isUID {
            try require(.uidplus)
            try arguments.space()
            set = try arguments.numberSet()
        }
        try arguments.end()
        let (view, account) = try writable()
        let among = set.map { Set(view.uids($0, areUIDs: true)) }
        guard !isLying else { return "Expunge completed." }
        let uids = deleted(in: view, among: among)
        _ = try storing { () throws(SandboxStoreError) in try account.remove(uids, from: view.mailbox) }
        synchronise(tellsRemovals: true)
        return "Expunge completed."
    }

    /// The messages that are marked as deleted.
    func deleted(in view: MailboxView, among: Set<UInt32>?) -> [UInt32] {
        let deleted = try? account?.read(identifier: view.mailbox) { mailbox in
            guard mailbox.deletedCount > 0 else { return [UInt32]() }
            return mailbox.messages.filter { $0.flags.system.contains(.deleted) }.map(\.uid)
        }
        return (deleted ?? []).filter { among?.contains($0) ?? (view.index(of: $0) != nil) }
    }

    private func writable() throws(SandboxRefusal) -> (MailboxView, SandboxAccount) {
        guard let view, !view.isReadOnly else { throw SandboxRefusal(.no, "[READ-ONLY] Mailbox is read-only.") }
        return (view, try owner())
    }
}

/// What STORE does to the flags of a message (RFC 3501 §6.4.6), or to its labels.
struct StoreChange: Sendable {
    enum Way: Sendable {
        case replace, add, remove
    }

    let way: Way
    let isSilent: Bool
    let isAboutLabels: Bool
    private(set) var flags = SandboxFlags()
    private(set) var labels: [[UInt8]] = []

    /// `+FLAGS.SILENT (\Seen)`
    init(_ arguments: inout IMAPArguments) throws(SandboxRefusal) {
        way = arguments.take("+") ? .add : arguments.take("-") ? .remove : .replace
        var name = try arguments.keyword()
        isSilent = name.hasSuffix(".SILENT")
        if isSilent { name.removeLast(7) }
        isAboutLabels = name == "X-GM-LABELS"
        guard name == "FLAGS" || isAboutLabels else { throw .syntax("Unknown item of STORE.") }
        try arguments.space()
        if isAboutLabels {
            try arguments.list { arguments throws(SandboxRefusal) in labels.append(try Self.label(&arguments)) }
        } else if arguments.peek == UInt8(ascii: "(") {
            flags = SandboxFlags(try arguments.flags())
        } else {
            repeat { flags.insert(try arguments.flag()) } while arguments.take(" ")
        }
    }

    private static func label(_ arguments: inout IMAPArguments) throws(SandboxRefusal) -> [UInt8] {
        arguments.peek == UInt8(ascii: "\\") ? Array(try arguments.flag().utf8) : try arguments.astring()
    }

    func applied(to old: SandboxFlags) -> SandboxFlags {
        switch way {
        case .replace: flags
        case .add: old.union(flags)
        case .remove: old.subtracting(flags)
        }
    }
}
