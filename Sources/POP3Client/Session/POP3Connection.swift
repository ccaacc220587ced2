package import MailCore
package import MailTransport
package import NIOCore

/// One POP3 session. The actor runs on its connection's event loop.
package actor POP3Connection {
    package nonisolated let unownedExecutor: UnownedSerialExecutor
    package nonisolated let label: String
    package nonisolated let target: TransportTarget
    /// What the greeting said.
    package internal(set) var greeting = POP3Reply(isPositive: true)
    /// What TLS agreed on, whether from the first byte or by STLS; nil on a plaintext connection.
    package internal(set) var tls: TLSSummary?
    /// Forgotten after STLS and after login, and asked again (RFC 2449 §5).
    package internal(set) var capabilities = POP3Capabilities.unknown
    /// Whether somebody is logged in.
    package internal(set) var isAuthenticated = false
    /// How we logged in: a mechanism, or commands of POP3's own.
    package internal(set) var loginMechanism: String?

    let conversation: Conversation<POP3ReplyDecoder>
    /// The messages under way.
    var retrieval: Retrieval?
    /// Commands about the mailbox that were sent before anybody reads their answers, by name.
    var askedAhead: [String: Int] = [:]

    private init(
        _ conversation: Conversation<POP3ReplyDecoder>, tls: TLSSummary?, target: TransportTarget, label: String
    ) {
        self.unownedExecutor = EventLoopExecutor.serial(on: conversation.channel.eventLoop)
        self.conversation = conversation
        self.tls = tls
        self.target = target
        self.label = label
    }

    /// Connects, reads the greeting, upgrades by STLS when the target says so, and lends the session to `body`. The connection
    /// is closed in every outcome; nothing that was marked for deletion is deleted unless `body` called ``quit()``.
    ///
    /// - Throws: ``POP3Error``, or what `body` throws.
    package static func withConnection<Result>(
        to target: TransportTarget, on eventLoop: any EventLoop, options: TransportOptions,
        transcript: Transcript? = nil, label: String, _ body: (POP3Connection) async throws -> Result
    ) async throws -> Result {
        let connection = try await connect(
            to: target, on: eventLoop, options: options, transcript: transcript, label: label)
        do {
            let result = try await body(connection)
            await connection.close()
            return result
        } catch {
            await connection.close()
            throw error
        }
    }

    /// Like ``withConnection(to:on:options:transcript:label:_:)``, for callers whose connection outlives a scope; they
    /// must call ``close()``.
    package static func connect(
        to target: TransportTarget, on eventLoop: any EventLoop, options: TransportOptions,
        transcript: Transcript? = nil, label: String
    ) async throws(POP3Error) -> POP3Connection {
        let log = ConversationLog(transcript, connection: label)
        let connection: POP3Connection
        do throws(ConversationError) {
            let (conversation, tls) = try await Conversation.connect(
                POP3ReplyDecoder(), greeting: .status, to: target, on: eventLoop, options: options, log: log)
            connection = POP3Connection(conversation, tls: tls, target: target, label: label)
        } catch {
            throw POP3Error(error)
        }
        do throws(POP3Error) {
            try await connection.prepare()
        } catch {
            await connection.close()
            throw error
        }
        return connection
    }

    package var isOpen: Bool { conversation.isOpen }

    /// Closes without a goodbye, so that nothing is deleted; safe to call twice.
    package func close() async { await conversation.close() }

    // MARK: Commands

    typealias POP3Command = LineCommand<POP3Expectation>

    /// Sends a command that is answered with one line.
    ///
    /// - Throws: `.refused` for -ERR; the connection goes on then.
    @discardableResult
    func execute(_ command: POP3Command) async throws(POP3Error) -> POP3Reply {
        try await answer(to: try send(command), command.name)
    }

    /// The one line that answers a command which was sent.
    ///
    /// - Throws: `.refused` for -ERR; the connection goes on then.
    func answer(to id: Int, _ name: String) async throws(POP3Error) -> POP3Reply {
        defer { conversation.forget(id) }
        let reply = try await status(of: id)
        while try await next(of: id) != nil {}
        guard reply.isPositive else { throw .refused(command: name, reply) }
        return reply
    }

    /// Gathers the lines of an answer, as many as its command expects; nil for -ERR.
    func gather(_ id: Int) async throws(POP3Error) -> [[UInt8]]? {
        defer { conversation.forget(id) }
        let reply = try await status(of: id)
        var rows: [[UInt8]] = []
        while let piece = try await next(of: id) {
            if case .row(let row) = piece { rows.append(row) }
        }
        return reply.isPositive ? rows : nil
    }

    func send(_ command: POP3Command, flush: Bool = true) throws(POP3Error) -> Int {
        guard command.isOneLine else { throw .unencodableArgument }
        do throws(ConversationError) {
            return try conversation.send(command, flush: flush)
        } catch {
            throw POP3Error(error)
        }
    }

    /// The first line of an answer.
    func status(of id: Int) async throws(POP3Error) -> POP3Reply {
        guard case .status(let reply)? = try await next(of: id) else { throw .protocolViolation(.malformedReply) }
        return reply
    }

    /// The next piece of an answer; nil when the command is complete.
    func next(of id: Int) async throws(POP3Error) -> POP3Piece? {
        do throws(ConversationError) {
            return try await conversation.next(of: id)
        } catch {
            throw POP3Error(error)
        }
    }
}
