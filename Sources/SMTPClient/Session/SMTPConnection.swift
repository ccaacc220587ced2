package import MailCore
package import MailTransport
package import NIOCore

/// One SMTP session, to find out whether mail could be sent. Nothing ever is: this client does not know DATA. The actor runs
/// on its connection's event loop.
package actor SMTPConnection {
    package nonisolated let unownedExecutor: UnownedSerialExecutor
    package nonisolated let label: String
    package nonisolated let target: TransportTarget
    /// What the greeting said.
    package internal(set) var greeting = SMTPReply(code: 220)
    /// What TLS agreed on, whether from the first byte or by STARTTLS; nil on a plaintext connection.
    package internal(set) var tls: TLSSummary?
    /// Forgotten after STARTTLS, and asked again (RFC 3207 §4.2).
    package internal(set) var capabilities = SMTPCapabilities.none
    /// Whether somebody is logged in.
    package internal(set) var isAuthenticated = false
    /// The mechanism that we logged in with.
    package internal(set) var loginMechanism: String?

    let conversation: Conversation<SMTPReplyDecoder>

    private init(
        _ conversation: Conversation<SMTPReplyDecoder>, tls: TLSSummary?, target: TransportTarget, label: String
    ) {
        self.unownedExecutor = EventLoopExecutor.serial(on: conversation.channel.eventLoop)
        self.conversation = conversation
        self.tls = tls
        self.target = target
        self.label = label
    }

    /// Connects, reads the greeting, upgrades by STARTTLS when the target says so, and lends the session to `body`. The
    /// connection is closed in every outcome.
    ///
    /// - Throws: ``SMTPError``, or what `body` throws.
    package static func withConnection<Result>(
        to target: TransportTarget, on eventLoop: any EventLoop, options: TransportOptions,
        transcript: Transcript? = nil, label: String, _ body: (SMTPConnection) async throws -> Result
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

    private static func connect(
        to target: TransportTarget, on eventLoop: any EventLoop, options: TransportOptions, transcript: Transcript?,
        label: String
    ) async throws(SMTPError) -> SMTPConnection {
        let log = ConversationLog(transcript, connection: label)
        let connection: SMTPConnection
        do throws(ConversationError) {
            let (conversation, tls) = try await Conversation.connect(
                SMTPReplyDecoder(), greeting: .reply, to: target, on: eventLoop, options: options, log: log)
            connection = SMTPConnection(conversation, tls: tls, target: target, label: label)
        } catch {
            throw SMTPError(error)
        }
        do throws(SMTPError) {
            try await connection.prepare()
        } catch {
            await connection.close()
            throw error
        }
        return connection
    }

    package var isOpen: Bool { conversation.isOpen }

    /// Closes without a goodbye; safe to call twice.
    package func close() async { await conversation.close() }

    // MARK: Commands

    typealias SMTPCommand = LineCommand<SMTPExpectation>

    /// Sends a command.
    ///
    /// - Throws: `.refused` for any answer but 2xx; the connection goes on then.
    @discardableResult
    func execute(_ command: SMTPCommand) async throws(SMTPError) -> SMTPReply {
        let id = try send(command)
        defer { conversation.forget(id) }
        return try Self.accepted(try await reply(to: id), command.name)
    }

    func send(_ command: SMTPCommand, flush: Bool = true) throws(SMTPError) -> Int {
        guard command.isOneLine else { throw .unencodableArgument }
        do throws(ConversationError) {
            return try conversation.send(command, flush: flush)
        } catch {
            throw SMTPError(error)
        }
    }

    /// The answer to a command.
    ///
    /// - Throws: `.bye` for 421: the server closes the connection (RFC 5321 §3.8).
    func reply(to id: Int) async throws(SMTPError) -> SMTPReply {
        let reply: SMTPReply?
        do throws(ConversationError) {
            reply = try await conversation.next(of: id)
            // The answer to STARTTLS is complete when TLS is.
            while try await conversation.next(of: id) != nil {}
        } catch {
            throw SMTPError(error)
        }
        guard let reply else { throw .protocolViolation(.malformedReply) }
        guard reply.code != 421 else {
            await close()
            throw .bye(reply)
        }
        return reply
    }

    static func accepted(_ reply: SMTPReply, _ command: String) throws(SMTPError) -> SMTPReply {
        guard reply.isPositive else { throw .refused(command: command, reply) }
        return reply
    }
}
