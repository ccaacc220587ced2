internal import IMAPClient
internal import IMAPCodec

/// Makes at the target the changes of flags that were made at the source, and no others: what the owner set at the
/// target meanwhile stays.
struct FlagFollower: Sendable {
    let target: IMAPConnection
    /// The folder that is open at the target.
    let mailbox: SelectedMailbox

    /// - Returns: how many messages were to be changed.
    func follow(_ differences: [FlagDifference]) async throws -> Int {
        var alike: [FlagChange: [UID]] = [:]
        var changed: Set<UID> = []
        for difference in differences {
            guard let uid = difference.targetUID else { continue }
            for change in changes(from: difference.before, to: difference.after) {
                alike[change, default: []].append(uid)
                changed.insert(uid)
            }
        }
        let updates = alike.sorted { $0.key.wire < $1.key.wire }.flatMap { change, uids in
            UIDSet(uids.sorted()).pieces(maximumLength: CopyLimits.uidSetLength).map { FlagUpdate($0, change) }
        }
        let outcomes = try await target.store(updates)
        // One flag that is refused must not cost the others.
        let again = zip(updates, outcomes).flatMap { update, outcome -> [FlagUpdate] in
            guard case .refused = outcome, update.change.single.count > 1 else { return [] }
            return update.change.single.map { FlagUpdate(update.uids, $0) }
        }
        _ = try await target.store(again)
        return changed.count
    }

    private func changes(from before: [Flag], to after: [Flag]) -> [FlagChange] {
        let added = mailbox.settable(Set(after).subtracting(before)).sorted()
        let removed = mailbox.settable(Set(before).subtracting(after)).sorted()
        return (added.isEmpty ? [] : [.add(added)]) + (removed.isEmpty ? [] : [.remove(removed)])
    }
}

extension SelectedMailbox {
    /// Of some flags those that this folder keeps, and that may stand in a command.
    func settable(_ flags: some Sequence<Flag>) -> [Flag] { flags.filter(settles) }

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
