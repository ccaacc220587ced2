internal import IMAPClient
internal import IMAPCodec

/// Both sides of a folder on their way to be open: everything was asked for, and nothing is read yet.
struct FolderOpening: Sendable {
    let index: Int
    let work: FolderWork
    let mailbox: JournaledMailbox
    /// Nil where the source is a POP3 server, which has nothing to open.
    private let source: MailboxOpening?
    private let target: MailboxLook
    /// What was asked for along with it.
    private let range: ClosedRange<UID>?

    /// Opens the source, asks for its first messages, and looks at the target: one round trip for all of it.
    ///
    /// - Throws: ``MigrationError``
    init(_ index: Int, _ work: FolderWork, _ mailbox: JournaledMailbox, over pair: ConnectionPair) async throws {
        self.index = index
        self.work = work
        self.mailbox = mailbox
        let range = work.status.flatMap { MailboxLister(status: $0, after: mailbox.plannedThrough)?.nextRange }
        self.range = range
        target = try await pair.at(.target) { try await pair.target.beginLook(at: work.place.target) }
        source = try await pair.at(.source) {
            try await pair.source.imap?.beginOpening(
                work.place.source.name,
                fetching: range.map {
                    FetchRequest(UIDSet($0), FolderPlanner.items, uidValidity: work.status?.uidValidity)
                })
        }
    }

    /// Reads what the servers say.
    ///
    /// - Throws: `IMAPError.refused` when one side cannot be opened; otherwise ``MigrationError``.
    func opened(over pair: ConnectionPair) async throws -> OpenedFolder {
        guard var source else {
            let examined = try await pair.source.examine(work.place.source.name)
            let looked = try await pair.at(.target) { try await target.mailbox() }
            return OpenedFolder(source: examined, target: looked, listing: nil)
        }
        let opened: Result<OpenedMailbox, IMAPError>
        do throws(IMAPError) { opened = .success(try await source.opened()) } catch { opened = .failure(error) }
        // Taken before anything is thrown: the target's answer must not be left on its connection.
        let looked: Result<SelectedMailbox, IMAPError>
        do throws(IMAPError) { looked = .success(try await target.mailbox()) } catch { looked = .failure(error) }
        let found = try opened.mapError { $0.blaming(.source) }.get()
        let mailbox = try looked.mapError { $0.blaming(.target) }.get()
        guard let range, let stream = found.messages else {
            return OpenedFolder(source: found.mailbox, target: mailbox, listing: nil)
        }
        // Refused for one message that the server cannot read, maybe; whoever plans asks again, more modestly.
        var listing: OpenedFolder.Listing?
        do { listing = .init(range: range, messages: try await stream.messages().all) } catch IMAPError.refused {}
        return OpenedFolder(source: found.mailbox, target: mailbox, listing: listing)
    }
}
