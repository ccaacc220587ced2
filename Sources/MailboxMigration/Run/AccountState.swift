internal import IMAPClient
internal import IMAPCodec

/// Both accounts as they are when a session begins: in one round trip where the servers can tell so much at once.
struct AccountState: Sendable {
    let source: MailboxOverview
    let target: MailboxOverview
    /// Whether the target keeps `Work` and `work` apart.
    let targetDistinguishesCase: Bool

    init(over pair: ConnectionPair) async throws {
        async let source = pair.mustHave(from: .source) { try await pair.source.overview(items: .all) }
        target = try await pair.mustHave(from: .target) { try await pair.target.overview(items: .all) }
        self.source = try await source
        targetDistinguishesCase = await pair.target.quirks.contains(.distinguishesCase)
    }

    /// The folders of the source that can be opened.
    var sourceNames: Set<MailboxName> { Set(source.listings.filter(\.isSelectable).map(\.name)) }

    /// Where each folder goes.
    ///
    /// - Throws: ``MigrationError/choice(_:)``
    func map(_ options: MigrationOptions, recorded: [MailboxName: MailboxName]) throws(MigrationError) -> [FolderWork] {
        let mapping = MailboxMapping(
            from: source, to: target, distinguishesCase: targetDistinguishesCase, options: options, recorded: recorded)
        do throws(MailboxChoiceError) {
            return try mapping.map(source.listings).map { place in
                FolderWork(
                    place: place, status: source.statuses[place.source.name],
                    isToBeSubscribed: source.subscriptions.contains(place.source.name)
                        && !target.subscriptions.contains(place.target))
            }
        } catch {
            throw .choice(error)
        }
    }

    /// Whether an earlier run was through with a folder, and nothing has changed since.
    func isCurrent(_ work: FolderWork, _ settled: SettledMailbox?, regardingFlags: Bool) -> Bool {
        guard let settled, settled.target == work.place.target else { return false }
        return settled.isCurrent(
            source: work.status, target: target.statuses[settled.target], regardingFlags: regardingFlags)
    }
}
