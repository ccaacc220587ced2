/// What an account holds. Its changes are all or nothing.
struct SandboxAccountState: Sendable {
    var identifiers: [SandboxMailboxName: Int] = [:]
    var mailboxes: [Int: SandboxMailbox] = [:]
    var subscriptions: Set<SandboxMailboxName> = []
    var quota: Int?
    var bytes = 0
    private(set) var sortedNames: [SandboxMailboxName] = []
    /// Since the last time; nil where nobody writes them down.
    private var changes: [SandboxChange]?
    /// Where the copies of a message are; kept only where mailboxes are labels.
    var places: [UInt64: [Place]] = [:]
    let usesLabels: Bool
    var lastIdentifier = 0
    var lastEmailID: UInt64
    var lastUIDValidity: UInt32

    struct Place {
        let mailbox: Int
        let uid: UInt32
    }

    /// Without an inbox yet.
    init(quota: Int?, usesLabels: Bool, now: Int) {
        self.quota = quota
        self.usesLabels = usesLabels
        // Large and unlike small numbers, as those of real servers are.
        lastUIDValidity = UInt32(truncatingIfNeeded: max(1, now)) | 1
        lastEmailID = 1_600_000_000_000_000_000
    }

    /// An account that is new gets its inbox.
    ///
    /// - Parameter isWrittenDown: whether changes are kept until they are taken.
    mutating func begin(isWrittenDown: Bool) {
        changes = isWrittenDown ? [] : nil
        if sortedNames.isEmpty { add(.inbox, specialUse: nil) }
    }

    subscript(name: SandboxMailboxName) -> SandboxMailbox? { identifiers[name].flatMap { mailboxes[$0] } }

    private mutating func note(_ change: SandboxChange) { changes?.append(change) }

    /// What has changed since the last time.
    mutating func takeChanges() -> [SandboxChange] {
        defer { if changes != nil { changes = [] } }
        return changes ?? []
    }
}

// MARK: Mailboxes

extension SandboxAccountState {
    mutating func create(
        _ name: SandboxMailboxName, specialUse: SandboxSpecialUse?
    ) throws(SandboxStoreError) -> Int {
        try check(name)
        return add(name, specialUse: specialUse)
    }

    mutating func delete(_ name: SandboxMailboxName) throws(SandboxStoreError) {
        guard name != .inbox else { throw .isInbox }
        guard let identifier = identifiers[name], let mailbox = mailboxes[identifier] else { throw .noSuchMailbox }
        _ = takeOut(mailbox.messages.map(\.uid), of: identifier)
        drop(identifier)
        note(.deleted(mailbox: identifier))
    }

    /// Removes a mailbox that is empty.
    mutating func drop(_ identifier: Int) {
        guard let name = mailboxes.removeValue(forKey: identifier)?.name else { return }
        identifiers[name] = nil
        sortedNames.removeAll { $0 == name }
    }

    mutating func rename(
        _ name: SandboxMailboxName, to newName: SandboxMailboxName, now: Int
    ) throws(SandboxStoreError) {
        guard let identifier = identifiers[name] else { throw .noSuchMailbox }
        try check(newName)
        if name == .inbox {
            let target = add(newName, specialUse: nil)
            let all = mailboxes[identifier]?.messages.map(\.uid) ?? []
            _ = try copy(all, from: identifier, to: target, removing: true, now: now)
            return
        }
        guard !newName.isBelow(name) else { throw .invalidName }
        for old in sortedNames where old == name || old.isBelow(name) {
            let new = SandboxMailboxName(levels: newName.levels + old.levels.dropFirst(name.levels.count))
            guard let moved = identifiers[old] else { continue }
            call(moved, new)
            note(.renamed(mailbox: moved, levels: new.levels))
        }
    }

    mutating func call(_ identifier: Int, _ name: SandboxMailboxName) {
        guard let old = mailboxes[identifier]?.name else { return }
        identifiers[old] = nil
        identifiers[name] = identifier
        mailboxes[identifier]?.name = name
        sortedNames.removeAll { $0 == old }
        sortedNames.insert(name, at: sortedNames.firstIndex { name < $0 } ?? sortedNames.endIndex)
    }

    mutating func renumber(_ mailbox: Int) {
        mailboxes[mailbox]?.renumber()
        note(.renumbered(mailbox: mailbox))
    }

    mutating func subscribe(_ name: SandboxMailboxName, _ isWanted: Bool) {
        if isWanted { subscriptions.insert(name) } else { subscriptions.remove(name) }
        note(.subscribed(levels: name.levels, isWanted))
    }

    private func check(_ name: SandboxMailboxName) throws(SandboxStoreError) {
        guard !name.levels.contains("") else { throw .invalidName }
        guard identifiers[name] == nil else { throw .mailboxExists }
        guard mailboxes.count < SandboxLimits.mailboxes, name.levels.count <= SandboxLimits.levels else {
            throw .tooMany
        }
    }

    @discardableResult
    private mutating func add(_ name: SandboxMailboxName, specialUse: SandboxSpecialUse?) -> Int {
        lastIdentifier += 1
        lastUIDValidity = lastUIDValidity &+ 1 == 0 ? 1 : lastUIDValidity &+ 1
        insert(
            SandboxMailbox(
                identifier: lastIdentifier, name: name, specialUse: specialUse, uidValidity: lastUIDValidity))
        note(
            .created(
                mailbox: lastIdentifier, levels: name.levels, use: specialUse?.rawValue, uidValidity: lastUIDValidity))
        return lastIdentifier
    }

    mutating func insert(_ mailbox: SandboxMailbox) {
        identifiers[mailbox.name] = mailbox.identifier
        mailboxes[mailbox.identifier] = mailbox
        sortedNames.insert(mailbox.name, at: sortedNames.firstIndex { mailbox.name < $0 } ?? sortedNames.endIndex)
    }

    fileprivate func mailbox(for use: SandboxSpecialUse) -> Int? {
        mailboxes.values.first { $0.specialUse == use }?.identifier
    }
}

// MARK: Messages

extension SandboxAccountState {
    mutating func append(
        _ messages: [SandboxNewMessage], to mailbox: Int, now: Int
    ) throws(SandboxStoreError) -> (uidValidity: UInt32, uids: [UInt32]) {
        try makeRoom(for: messages.reduce(0) { $0 + $1.size })
        var uids: [UInt32] = []
        uids.reserveCapacity(messages.count)
        do throws(SandboxStoreError) {
            for message in messages { uids.append(try put(message, in: mailbox, now: now)) }
        } catch {
            _ = takeOut(uids, of: mailbox)
            throw error
        }
        return (mailboxes[mailbox]?.uidValidity ?? 0, uids)
    }

    mutating func store(
        _ uids: [UInt32], in mailbox: Int, unchangedSince: UInt64?, _ edit: (SandboxFlags) -> SandboxFlags
    ) throws(SandboxStoreError) -> [UInt32] {
        var modified: [UInt32] = []
        for uid in uids {
            guard let index = mailboxes[mailbox]?.index(of: uid), let message = mailboxes[mailbox]?.messages[index]
            else { continue }
            if let unchangedSince, message.modSeq > unchangedSince {
                modified.append(uid)
                continue
            }
            let flags = edit(message.flags)
            setFlags(flags, at: index, of: uid, in: mailbox)
            for place in places[message.emailID] ?? [] where place.mailbox != mailbox {
                guard let other = mailboxes[place.mailbox]?.index(of: place.uid) else { continue }
                setFlags(flags, at: other, of: place.uid, in: place.mailbox)
            }
        }
        return modified
    }

    private mutating func setFlags(_ flags: SandboxFlags, at index: Int, of uid: UInt32, in mailbox: Int) {
        guard mailboxes[mailbox]?.setFlags(flags, at: index) == true else { return }
        note(.flagged(mailbox: mailbox, uid: uid, flags: flags.names))
    }

    mutating func copy(
        _ uids: [UInt32], from source: Int, to target: Int, removing: Bool, now: Int
    ) throws(SandboxStoreError) -> (uidValidity: UInt32, pairs: [(from: UInt32, to: UInt32)]) {
        let messages = uids.compactMap { uid in
            mailboxes[source].flatMap { from in from.index(of: uid).map { from.messages[$0] } }
        }
        let uids = messages.map(\.uid)
        if !removing { try makeRoom(for: messages.reduce(0) { $0 + $1.size }) }
        var new: [UInt32] = []
        do throws(SandboxStoreError) {
            for message in messages {
                new.append(try put(SandboxNewMessage(copyOf: message), in: target, now: now))
            }
        } catch {
            _ = takeOut(new, of: target)
            throw error
        }
        if removing { _ = takeOut(uids, of: source) }
        return (mailboxes[target]?.uidValidity ?? 0, zip(uids, new).map { ($0, $1) })
    }

    mutating func remove(_ uids: [UInt32], from mailbox: Int, now: Int) throws(SandboxStoreError) -> [UInt32] {
        // What is removed from the mailbox of all mail goes to the trash, and from there for good.
        if usesLabels, mailboxes[mailbox]?.specialUse == .all, let trash = self.mailbox(for: .trash) {
            return try copy(uids, from: mailbox, to: trash, removing: true, now: now).pairs.map(\.from)
        }
        return takeOut(uids, of: mailbox).map(\.uid)
    }

    private func makeRoom(for more: Int) throws(SandboxStoreError) {
        if let quota, bytes + more > quota { throw .overQuota }
    }

    private mutating func put(
        _ message: SandboxNewMessage, in mailbox: Int, now: Int
    ) throws(SandboxStoreError) -> UInt32 {
        if message.identity == nil { lastEmailID += 1 }
        let identity = message.identity ?? (lastEmailID, lastEmailID)
        if usesLabels, let already = places[identity.email]?.first(where: { $0.mailbox == mailbox }) {
            return already.uid
        }
        guard let uid = try mailboxes[mailbox]?.append(message, identity: identity, now: now) else {
            throw .noSuchMailbox
        }
        bytes += message.size
        if changes != nil, let message = mailboxes[mailbox]?.messages.last {
            note(
                .appended(
                    mailbox: mailbox, uid: uid, body: message.body.fileName, size: message.size,
                    flags: message.flags.names, date: message.internalDate, email: message.emailID,
                    thread: message.threadID))
        }
        if usesLabels { try label(message, identity, Place(mailbox: mailbox, uid: uid), now: now) }
        return uid
    }

    mutating func takeOut(_ uids: [UInt32], of mailbox: Int) -> [SandboxMessage] {
        let removed = mailboxes[mailbox]?.remove(uids) ?? []
        if !removed.isEmpty { note(.removed(mailbox: mailbox, uids: removed.map(\.uid))) }
        for message in removed {
            bytes -= message.size
            guard usesLabels else { continue }
            places[message.emailID]?.removeAll { $0.mailbox == mailbox }
            if places[message.emailID]?.isEmpty == true { places[message.emailID] = nil }
        }
        return removed
    }
}

// MARK: Labels

extension SandboxAccountState {
    func labels(of emailID: UInt64, besides mailbox: Int) -> [SandboxMailboxName] {
        (places[emailID] ?? []).filter { $0.mailbox != mailbox }
            .compactMap { mailboxes[$0.mailbox] }.filter { $0.specialUse != .all }.map(\.name).sorted()
    }

    /// A message that is put anywhere is also in the mailbox of all mail, but in the trash or among junk nowhere else.
    private mutating func label(
        _ message: SandboxNewMessage, _ identity: (email: UInt64, thread: UInt64), _ place: Place, now: Int
    ) throws(SandboxStoreError) {
        places[identity.email, default: []].append(place)
        let use = mailboxes[place.mailbox]?.specialUse
        if use == .trash || use == .junk {
            for other in places[identity.email] ?? [] where other.mailbox != place.mailbox {
                _ = takeOut([other.uid], of: other.mailbox)
            }
        } else if use != .all, let all = mailbox(for: .all) {
            var copy = message
            copy.identity = identity
            _ = try put(copy, in: all, now: now)
        }
    }
}
