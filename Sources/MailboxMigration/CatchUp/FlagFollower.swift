internal import IMAPClient
internal import IMAPCodec

/// Makes at the target the changes of flags that were made at the source, and no others: what the owner set at the
/// target meanwhile stays.
struct FlagFollower: Sendable {
    let target: IMAPConnection
    /// The folder that is open at the target.
    let mailbox: SelectedMailbox

    func follow(_ differences: [FlagDifference]) async throws -> FollowedFlags {
        var alike: [FlagChange: [UID]] = [:]
        var sources: [UID: UID] = [:]
        var followed = FollowedFlags()
        for difference in differences {
            guard let uid = difference.targetUID else { continue }
            sources[uid] = difference.uid
            followed.add(dropped: mailbox.unsettable(difference.added), of: difference.uid)
            for change in changes(difference) { alike[change, default: []].append(uid) }
        }
        followed.messages = Set(alike.values.joined()).count
        let updates = alike.sorted { $0.key.wire < $1.key.wire }.flatMap { change, uids in
            UIDSet(uids.sorted()).pieces(maximumLength: CopyLimits.uidSetLength).map { FlagUpdate($0, change) }
        }
        // One flag that is refused must not cost the others.
        let again = try await refused(updates).flatMap { update in
            update.change.single.map { FlagUpdate(update.uids, $0) }
        }
        for update in try await refused(again) {
            guard case .add(let flags) = update.change else { continue }
            for (target, source) in sources where update.uids.contains(target) {
                followed.add(dropped: flags, of: source)
            }
        }
        return followed
    }

    /// - Returns: those of the changes that the target does not make.
    private func refused(_ updates: [FlagUpdate]) async throws -> [FlagUpdate] {
        zip(updates, try await target.store(updates)).compactMap { update, outcome in
            if case .refused = outcome { update } else { nil }
        }
    }

    private func changes(_ difference: FlagDifference) -> [FlagChange] {
        let added = mailbox.settable(difference.added).sorted()
        let removed = mailbox.settable(difference.removed).sorted()
        return (added.isEmpty ? [] : [.add(added)]) + (removed.isEmpty ? [] : [.remove(removed)])
    }
}

/// What became of changed flags.
struct FollowedFlags: Hashable, Sendable {
    /// Messages that were to be changed (count).
    var messages = 0
    /// Flags that the target does not keep, or refused, by the messages' identifiers at the source.
    private(set) var dropped: [UID: Set<Flag>] = [:]

    mutating func add(dropped flags: [Flag], of uid: UID) {
        if !flags.isEmpty { dropped[uid, default: []].formUnion(flags) }
    }
}

extension FlagDifference {
    fileprivate var added: Set<Flag> { Set(after).subtracting(before) }
    fileprivate var removed: Set<Flag> { Set(before).subtracting(after) }
}

extension SelectedMailbox {
    /// Of some flags those that this folder keeps, and that may stand in a command.
    func settable(_ flags: some Sequence<Flag>) -> [Flag] { flags.filter(settles) }

    /// Of some flags those that it does not keep. `\Recent` is no loss: servers set it by themselves.
    fileprivate func unsettable(_ flags: some Sequence<Flag>) -> [Flag] {
        flags.filter { $0 != .recent && !settles($0) }
    }

    func settles(_ flag: Flag) -> Bool {
        flag.isValid && keeps(flag) && (!flag.isSystemFlag || Flag.settable.contains(flag))
    }
}

extension FlagChange {
    /// The same, flag by flag.
    fileprivate var single: [FlagChange] {
        switch self {
        case .add(let flags): flags.map { .add([$0]) }
        case .remove(let flags): flags.map { .remove([$0]) }
        case .replace: [self]
        }
    }
}
