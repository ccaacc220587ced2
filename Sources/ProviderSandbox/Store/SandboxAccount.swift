internal import Glibc
internal import Synchronization

/// The mail of one account. Every call takes effect at once and as a whole, from whatever thread it comes.
public final class SandboxAccount: Sendable {
    /// As people log in with it.
    public let name: String
    /// Whether a mailbox is a label, as at Gmail: what is in one is also in the mailbox of all mail.
    public let usesLabels: Bool

    private let state: Mutex<SandboxAccountState>
    /// Where changes are written down; nil for an account in memory.
    private let journal: SandboxJournal?
    private let observers = Mutex(SandboxObservers())
    private let now: @Sendable () -> Int

    /// An account with nothing but an inbox.
    ///
    /// - Parameters:
    ///   - quota: most bytes of all messages; nil for no bound.
    ///   - now: the time, in seconds since 1970, for messages that come without one.
    init(
        name: String, quota: Int? = nil, usesLabels: Bool = false,
        now: @escaping @Sendable () -> Int = { time(nil) }
    ) {
        self.name = name
        self.usesLabels = usesLabels
        self.now = now
        journal = nil
        var state = SandboxAccountState(quota: quota, usesLabels: usesLabels, now: now())
        state.begin(isWrittenDown: false)
        self.state = Mutex(state)
    }

    /// An account as it was left in a folder; where there is none, with nothing but an inbox.
    ///
    /// - Parameters:
    ///   - quota: most bytes of all messages; nil for no bound.
    ///   - usesLabels: as it was the first time.
    init(name: String, quota: Int?, usesLabels: Bool, folder: String) throws(SandboxFolderProblem) {
        self.name = name
        self.usesLabels = usesLabels
        now = { time(nil) }
        var state = SandboxAccountState(quota: quota, usesLabels: usesLabels, now: time(nil))
        let journal = try SandboxJournal.open(folder) {
            state.replay($0, $1)
        } inUse: {
            state.mailboxes.values.flatMap { $0.messages.map(\.body) }
        }
        state.begin(isWrittenDown: true)
        do {
            try journal.write(state.takeChanges())
        } catch {
            throw .unusable(folder)
        }
        self.journal = journal
        self.state = Mutex(state)
    }
}

// MARK: Reading

extension SandboxAccount {
    /// All mailboxes, sorted by name.
    ///
    /// - Parameter body: gets one after the other.
    public func forEachMailbox(_ body: (SandboxMailbox) -> Void) {
        state.withLock { state in
            for name in state.sortedNames { if let mailbox = state[name] { body(mailbox) } }
        }
    }

    /// The names of all mailboxes, sorted.
    public var mailboxNames: [SandboxMailboxName] { state.withLock { $0.sortedNames } }

    /// Looks into a mailbox. Nothing else happens to the account meanwhile, so be quick.
    public func read<Value: Sendable>(
        _ name: SandboxMailboxName, _ body: (SandboxMailbox) -> Value
    ) throws(SandboxStoreError) -> Value {
        guard let value = state.withLock({ state in state[name].map(body) }) else { throw .noSuchMailbox }
        return value
    }

    /// Looks into a mailbox by what stays when it is renamed.
    public func read<Value: Sendable>(
        identifier: Int, _ body: (SandboxMailbox) -> Value
    ) throws(SandboxStoreError) -> Value {
        guard let value = state.withLock({ state in state.mailboxes[identifier].map(body) }) else {
            throw .noSuchMailbox
        }
        return value
    }

    /// The names that the owner wants to see, with mailbox or without, sorted.
    public var subscriptions: [SandboxMailboxName] { state.withLock { $0.subscriptions.sorted() } }

    /// Bytes of all messages, each counted once for every mailbox that it is in, and most bytes that they may have.
    public var usage: (bytes: Int, quota: Int?) { state.withLock { ($0.bytes, $0.quota) } }

    /// The names of the other mailboxes that a message is in, where mailboxes are labels.
    public func labels(of emailID: UInt64, besides mailbox: Int) -> [SandboxMailboxName] {
        state.withLock { $0.labels(of: emailID, besides: mailbox) }
    }
}

// MARK: Changing

extension SandboxAccount {
    /// Adds messages, all or none.
    ///
    /// - Returns: the mailbox's UIDVALIDITY and the identifiers of the messages.
    @discardableResult
    public func append(
        _ messages: [SandboxNewMessage], to name: SandboxMailboxName
    ) throws(SandboxStoreError) -> (uidValidity: UInt32, uids: [UInt32]) {
        let kept = try kept(messages)
        return try change(name) { state, mailbox throws(SandboxStoreError) in
            try state.append(kept, to: mailbox, now: now())
        }
    }

    /// Changes the flags of messages.
    ///
    /// - Parameters:
    ///   - uids: sorted; those that are not there are passed over.
    ///   - unchangedSince: messages whose mod-sequence is higher are left as they are (RFC 7162 §3.1.3).
    /// - Returns: the messages that were left as they are for that reason.
    @discardableResult
    public func store(
        _ uids: [UInt32], in mailbox: Int, unchangedSince: UInt64? = nil, _ edit: (SandboxFlags) -> SandboxFlags
    ) throws(SandboxStoreError) -> [UInt32] {
        try change(identifier: mailbox) { state throws(SandboxStoreError) in
            try state.store(uids, in: mailbox, unchangedSince: unchangedSince, edit)
        }
    }

    /// Copies messages, all or none.
    ///
    /// - Parameter uids: sorted; those that are not there are passed over.
    /// - Returns: UIDVALIDITY of the mailbox they are in now, and each old identifier with its new one.
    @discardableResult
    public func copy(
        _ uids: [UInt32], from mailbox: Int, to name: SandboxMailboxName, removing: Bool = false
    ) throws(SandboxStoreError) -> (uidValidity: UInt32, pairs: [(from: UInt32, to: UInt32)]) {
        try change(name) { state, target throws(SandboxStoreError) in
            try state.copy(uids, from: mailbox, to: target, removing: removing, now: now())
        }
    }

    /// Removes messages for good.
    ///
    /// - Parameter uids: sorted; those that are not there are passed over.
    /// - Returns: the identifiers of those that were removed.
    @discardableResult
    public func remove(_ uids: [UInt32], from mailbox: Int) throws(SandboxStoreError) -> [UInt32] {
        try change(identifier: mailbox) { state throws(SandboxStoreError) in
            try state.remove(uids, from: mailbox, now: now())
        }
    }

    /// Makes a mailbox.
    ///
    /// - Returns: its identifier.
    @discardableResult
    public func create(
        _ name: SandboxMailboxName, specialUse: SandboxSpecialUse? = nil
    ) throws(SandboxStoreError) -> Int {
        try change { state throws(SandboxStoreError) in try state.create(name, specialUse: specialUse) }
    }

    /// Renames a mailbox and all below it. The inbox only gives its messages away (RFC 3501 §6.3.5).
    public func rename(_ name: SandboxMailboxName, to newName: SandboxMailboxName) throws(SandboxStoreError) {
        try change { state throws(SandboxStoreError) in try state.rename(name, to: newName, now: now()) }
    }

    /// Removes a mailbox and its messages; those below it stay.
    public func delete(_ name: SandboxMailboxName) throws(SandboxStoreError) {
        try change { state throws(SandboxStoreError) in try state.delete(name) }
    }

    /// Adds a name to those that the owner wants to see, or takes it away.
    public func subscribe(_ name: SandboxMailboxName, _ isWanted: Bool = true) {
        // Where it cannot be written down, it counts until the end.
        _ = try? state.withLock { state throws(SandboxStoreError) in
            state.subscribe(name, isWanted)
            try journal?.write(state.takeChanges())
        }
    }

    /// Gives a mailbox another UIDVALIDITY and its messages other identifiers.
    public func renumber(_ name: SandboxMailboxName) throws(SandboxStoreError) {
        try change(name) { state, mailbox in state.renumber(mailbox) }
    }

    /// Sets most bytes of all messages; nil for no bound.
    public func setQuota(_ bytes: Int?) { state.withLock { $0.quota = bytes } }

    /// In files, where the account is in a folder.
    private func kept(_ messages: [SandboxNewMessage]) throws(SandboxStoreError) -> [SandboxNewMessage] {
        guard let journal else { return messages }
        var kept = messages
        for index in kept.indices { kept[index].body = try journal.keep(kept[index].bytes) }
        return kept
    }

    private func change<Value: Sendable>(
        _ body: (inout SandboxAccountState) throws(SandboxStoreError) -> Value
    ) throws(SandboxStoreError) -> Value {
        let value = try state.withLock { state throws(SandboxStoreError) in
            do throws(SandboxStoreError) {
                let value = try body(&state)
                try journal?.write(state.takeChanges())
                return value
            } catch {
                // What was taken back is written down with what it took back.
                try journal?.write(state.takeChanges())
                throw error
            }
        }
        observers.withLock { $0.all }.forEach { $0() }
        return value
    }

    private func change<Value: Sendable>(
        _ name: SandboxMailboxName,
        _ body: (inout SandboxAccountState, Int) throws(SandboxStoreError) -> Value
    ) throws(SandboxStoreError) -> Value {
        try change { state throws(SandboxStoreError) in
            guard let mailbox = state.identifiers[name] else { throw .noSuchMailbox }
            return try body(&state, mailbox)
        }
    }

    private func change<Value: Sendable>(
        identifier: Int, _ body: (inout SandboxAccountState) throws(SandboxStoreError) -> Value
    ) throws(SandboxStoreError) -> Value {
        try change { state throws(SandboxStoreError) in
            guard state.mailboxes[identifier] != nil else { throw .noSuchMailbox }
            return try body(&state)
        }
    }
}

// MARK: Hearing of changes

extension SandboxAccount {
    /// Calls a closure after every change, on the thread that made it. It must not change the account itself.
    ///
    /// - Returns: what ends it.
    public func observe(_ body: @escaping @Sendable () -> Void) -> Int { observers.withLock { $0.add(body) } }

    /// Ends what ``observe(_:)`` began.
    public func stopObserving(_ number: Int) { observers.withLock { $0.remove(number) } }
}

/// Who wants to hear of changes.
struct SandboxObservers: Sendable {
    private var bodies: [Int: @Sendable () -> Void] = [:]
    private var count = 0

    var all: [@Sendable () -> Void] { Array(bodies.values) }

    mutating func add(_ body: @escaping @Sendable () -> Void) -> Int {
        count += 1
        bodies[count] = body
        return count
    }

    mutating func remove(_ number: Int) { bodies[number] = nil }
}
