internal import MailCore
internal import MailTransport

/// How much is in a mailbox, by the server's own count.
package struct MailboxStatistics: Hashable, Sendable {
    /// Number of messages.
    package var messages: UInt64
    /// Their sizes together, bytes.
    package var size: UInt64

    package init(messages: UInt64, size: UInt64) {
        self.messages = messages
        self.size = size
    }
}

/// A listing on its way. Lines wait at the server while nobody takes them.
package struct POP3Listing<Row: POP3ListingRow>: Sendable {
    let id: Int
    let connection: POP3Connection

    /// The next lines, at most ``POP3Limits/listingWindow``; nil when there are no more. Lines that cannot be read are left
    /// out.
    package func next() async throws(POP3Error) -> [Row]? { try await connection.nextRows(of: id) }

    /// Gives up the rest: it is passed over while it arrives.
    package func passOver() async { await connection.forget(id) }
}

extension POP3Connection {
    private static let stat = POP3Command("STAT", expecting: .status)
    private static let list = POP3Command("LIST", expecting: .rows(limit: ByteLimits.listingLines), timeLimit: .none)
    private static let uidl = POP3Command("UIDL", expecting: .rows(limit: ByteLimits.listingLines), timeLimit: .none)

    /// Whether what is in the mailbox was asked for before anybody reads it. Then ``statistics()``, ``sizes()`` and
    /// ``uniqueIDs()`` only read, and are to be called in this order.
    package var hasAskedForListings: Bool { !askedAhead.isEmpty }

    /// STAT, LIST and UIDL in one packet, where the server takes several commands at once (RFC 2449 §6.6). Whoever flushes
    /// next sends them.
    func askForListings() throws(POP3Error) {
        guard capabilities.hasPipelining else { return }
        for command in [Self.stat, Self.list, Self.uidl] {
            askedAhead[command.name] = try send(command, flush: false)
        }
    }

    /// Sends a command, unless that was done ahead.
    private func begin(_ command: POP3Command) throws(POP3Error) -> Int {
        if let id = askedAhead.removeValue(forKey: command.name) { return id }
        return try send(command)
    }

    /// STAT.
    package func statistics() async throws(POP3Error) -> MailboxStatistics {
        var words = ListingWords(try await answer(to: try begin(Self.stat), Self.stat.name).text)
        guard let messages = words.count(), let size = words.count() else {
            throw .protocolViolation(.malformedReply)
        }
        return MailboxStatistics(messages: messages, size: size)
    }

    /// LIST. What servers say of sizes need not be true.
    package func sizes() async throws(POP3Error) -> POP3Listing<MessageSize> { try await listing(Self.list) }

    /// UIDL.
    ///
    /// - Throws: `.refused` by a server that has no unique identifiers.
    package func uniqueIDs() async throws(POP3Error) -> POP3Listing<MessageUniqueID> { try await listing(Self.uidl) }

    /// UIDL of one message; nil when what the server says cannot be read.
    package func uniqueID(of number: MessageNumber) async throws(POP3Error) -> MessageUniqueID? {
        MessageUniqueID(try await execute(LineCommand("UIDL \(number.rawValue)", expecting: .status)).text)
    }

    private func listing<Row>(_ command: POP3Command) async throws(POP3Error) -> POP3Listing<Row> {
        let id = try begin(command)
        let reply: POP3Reply
        do throws(POP3Error) {
            reply = try await status(of: id)
        } catch {
            conversation.forget(id)
            throw error
        }
        guard reply.isPositive else {
            conversation.forget(id)
            throw .refused(command: command.name, reply)
        }
        return POP3Listing(id: id, connection: self)
    }

    func nextRows<Row: POP3ListingRow>(of id: Int) async throws(POP3Error) -> [Row]? {
        var rows: [Row] = []
        while rows.count < POP3Limits.listingWindow {
            guard case .row(let line)? = try await next(of: id) else {
                guard rows.isEmpty else { return rows }
                conversation.forget(id)
                return nil
            }
            if let row = Row(line) { rows.append(row) }
        }
        return rows
    }

    func forget(_ id: Int) { conversation.forget(id) }
}
