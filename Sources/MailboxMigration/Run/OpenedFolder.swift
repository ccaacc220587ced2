internal import IMAPClient
internal import IMAPCodec

/// Both sides of a folder as they were found when it was opened.
struct OpenedFolder: Sendable {
    let source: SelectedMailbox
    let target: SelectedMailbox
    /// The first stretch of the source's messages, which came with the opening; nil where it did not.
    let listing: Listing?

    struct Listing: Sendable {
        let range: ClosedRange<UID>
        let messages: [FetchAttributes]
    }

    /// Opens the source, asks for its first messages, and looks at the target: one round trip for all of it.
    ///
    /// - Throws: `IMAPError.refused` when one side cannot be opened; otherwise ``MigrationError``.
    init(_ work: FolderWork, after planned: UID?, over pair: ConnectionPair) async throws {
        guard let connection = pair.source.imap else {
            source = try await pair.source.examine(work.place.source.name)
            target = try await Self.look(at: work.place.target, pair.target).mapError { $0.blaming(.target) }.get()
            listing = nil
            return
        }
        async let looking = Self.look(at: work.place.target, pair.target)
        let range = work.status.flatMap { MailboxLister(status: $0, after: planned)?.nextRange }
        var opening = try await connection.beginOpening(
            work.place.source.name,
            fetching: range.map {
                FetchRequest(UIDSet($0), FolderPlanner.items, uidValidity: work.status?.uidValidity)
            })
        let opened: Result<OpenedMailbox, IMAPError>
        do throws(IMAPError) { opened = .success(try await opening.opened()) } catch { opened = .failure(error) }
        // Taken before anything is thrown: that would cancel the question to the target, and with it the connection.
        let looked = await looking
        let found = try opened.mapError { $0.blaming(.source) }.get()
        source = found.mailbox
        target = try looked.mapError { $0.blaming(.target) }.get()
        var listing: Listing?
        if let range, let stream = found.messages {
            // Refused for one message that the server cannot read, maybe; whoever plans asks again, more modestly.
            do { listing = Listing(range: range, messages: try await stream.messages().all) } catch IMAPError.refused {}
        }
        self.listing = listing
    }

    private static func look(at name: MailboxName, _ target: IMAPConnection) async -> Result<SelectedMailbox, IMAPError>
    {
        do { return .success(try await target.look(at: name)) } catch { return .failure(error) }
    }
}
