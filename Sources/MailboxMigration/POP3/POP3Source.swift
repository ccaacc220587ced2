internal import DequeModule
internal import IMAPClient
internal import IMAPCodec
internal import MailCore
internal import MailTransport
internal import NIOCore
internal import POP3Client
internal import SASL

/// A POP3 mailbox as the source of a migration: one folder, INBOX, whose messages have numbers of the journal's own. It
/// runs on its connection's event loop, as the worker does.
actor POP3Source {
    /// Messages that were asked for together, and come in this order.
    struct Request {
        let id: Int
        let uids: [MessageNumber: UID]
        /// What LIST says; 0 where it says nothing.
        let sizes: [MessageNumber: UInt64]
        /// Whether nobody asks again for what does not come.
        let isLastTry: Bool
        /// Still to come (count).
        var left: Int
        /// Whether whoever asked is told at the end that something was refused.
        let tellsRefusal: Bool
        /// The server's words about the last of those that it did not give out.
        var refusal: StatusResponse?
    }

    nonisolated var unownedExecutor: UnownedSerialExecutor { connection.unownedExecutor }
    let connection: POP3Connection
    let journal: MigrationJournal
    /// Where messages wait that are too large for memory.
    let spoolFolder: String
    /// What the session shows; nil before it was looked at.
    private(set) var survey: POP3Survey?
    var requests = Deque<Request>()
    var issued = 0
    /// Where the messages asked for come in.
    var stream: MessageStream?
    /// The message that comes in.
    var spool: BodySpool?
    /// The message that is passed on.
    var outgoing: (attributes: FetchAttributes, body: BodySpool)?
    /// Whether any message was asked for, be it for its header alone.
    var hasReadMessages = false
    /// The message that was coming in when the connection broke.
    var brokenOff: UID?
    /// Messages that are not of the size that LIST says.
    var doubts = SizeDoubts()

    init(_ connection: POP3Connection, journal: MigrationJournal, spoolFolder: String) {
        self.connection = connection
        self.journal = journal
        self.spoolFolder = spoolFolder
    }

    var isOpen: Bool { get async { await connection.isOpen } }

    /// How long the server keeps mail that was read; nil when it does not say, or for ever.
    var daysUntilExpiry: Int? {
        get async {
            if case .days(let days)? = await connection.capabilities.expiry?.value { days } else { nil }
        }
    }

    func close() async { await connection.close() }

    /// Says goodbye. Nothing was marked, so nothing is deleted; and the session is over either way.
    ///
    /// A server that keeps no mail which was read (RFC 2449 §6.7, EXPIRE 0) deletes it at QUIT, and at QUIT alone
    /// (RFC 1939 §6): there the connection is just closed.
    func logout() async {
        guard await connection.capabilities.expiry?.value != .days(0) else { return await connection.close() }
        do { try await connection.quit() } catch {}
    }

    /// Looks at all messages, once a session: what a session shows does not change (RFC 1939 §3).
    func look() async throws -> POP3Survey {
        if let survey { return survey }
        try await journal.beginListing()
        let counted = try await list()
        try await journal.identifyByUniqueID()
        try await readHeaders()
        var found = try await journal.identifyByHeader()
        found.counted = counted
        survey = found
        return found
    }

    /// - Returns: how many messages the server counts, where it costs nothing to know or LIST brings none.
    private func list() async throws -> UInt64? {
        var counted = await connection.hasAskedForListings ? try await count() : nil
        do {
            if try await !listsSizes(), counted == nil { counted = try await count() }
        } catch let error as POP3Error {
            guard case .refused = error else { throw error.blamed }
            if counted == nil { counted = try await count() }
            // Some servers refuse to list an empty mailbox.
            guard counted == 0 else { throw error.blamed }
        }
        do {
            let identifiers = try await connection.uniqueIDs()
            while let window = try await identifiers.next() { try await journal.list(window) }
        } catch let error as POP3Error {
            // RFC 1939 §7: UIDL is optional.
            guard case .refused = error else { throw error.blamed }
            if counted == nil { counted = try await count() }
            try await listAgain(where: counted)
        }
        return counted
    }

    /// Where LIST alone says what is there, it may have left something out.
    private func listAgain(where counted: UInt64?) async throws {
        guard let counted, try await journal.listedCount() < counted else { return }
        do { _ = try await listsSizes() } catch let error as POP3Error { throw error.blamed }
    }

    /// - Returns: whether there was anything.
    private func listsSizes() async throws -> Bool {
        let sizes = try await connection.sizes()
        var isEmpty = true
        while let window = try await sizes.next() {
            isEmpty = false
            try await journal.list(window)
        }
        return !isEmpty
    }

    /// Nil when the server does not say.
    private func count() async throws -> UInt64? {
        do {
            return try await connection.statistics().messages
        } catch .refused, .protocolViolation(.malformedReply) {
            return nil
        } catch {
            throw error.blamed
        }
    }

    /// Of the messages that nothing else tells apart.
    private func readHeaders() async throws {
        var window = try await journal.withoutIdentity(after: MessageNumber(rawValue: 0))
        while let last = window.last {
            var hashes = try await headers(of: window) { HeaderFingerprint.of($1) }
            // What the server gives no header of is known by its size alone.
            for message in window where hashes[message.number] == nil { hashes[message.number] = [] }
            try await journal.recordListedHeaders(hashes)
            window = try await journal.withoutIdentity(after: last.number)
        }
    }
}

extension POP3Error {
    /// As an error of the migration: a server may want a pause, or is gone.
    var blamed: MigrationError {
        if case .refused = self, let notice = reply.flatMap({ ThrottleNotice(status: StatusResponse($0), at: .login) })
        {
            return .throttled(.source, notice)
        }
        return .server(.source, ServerFailure(pop3: self))
    }
}

extension StatusResponse {
    /// An answer of POP3 in the terms of IMAP, of which the tables of words know more.
    init(_ reply: POP3Reply) {
        self.init(
            kind: reply.isPositive ? .ok : .no, code: reply.code.map { .other(name: $0.name, text: "") },
            text: reply.text)
    }
}
