package import IMAPCodec
internal import NIOCore

/// Opening a mailbox together with all that is to be known of it.
extension IMAPConnection {
    /// Begins to open a mailbox, and asks for what has changed in it and for messages of it in the same breath: one
    /// round trip. Only identifiers are asked for, never sequence numbers, so that nothing can be ambiguous but which
    /// mailbox is meant (RFC 9051 §5.5): that is settled by leaving the one before, and by passing everything over when
    /// the opening is refused.
    ///
    /// - Parameters:
    ///   - point: where to tell changes from, as far as the server can: by QRESYNC where that is enabled, by CONDSTORE
    ///     where it is offered.
    ///   - request: messages to fetch.
    /// - Throws: `.unencodableArgument` for a name that no command carries. That the mailbox is refused is told when
    ///   the opening is read.
    package func beginOpening(
        _ name: MailboxName, readOnly: Bool = true, since point: ResyncPoint? = nil,
        fetching request: FetchRequest? = nil
    ) async throws(IMAPError) -> MailboxOpening {
        guard name.isSendable else { throw .unencodableArgument }
        if introduction?.enables == true { await takeIntroduction() }
        let parameter = openParameter(since: point)
        let open: Command = readOnly ? .examine(name, parameter) : .select(name, parameter)
        let changes = parameter.isQuickResync ? nil : changesCommand(since: point?.modSeq)
        let messages = request.map { Command.uidFetch($0.uids, $0.items) }

        var ids = try await send(leavingCommands + [open] + [changes, messages].compactMap(\.self))
        mayHaveMailbox = true
        let messagesID = messages.flatMap { _ in ids.popLast() }
        let stream = changes.flatMap { command in
            ids.popLast().map { ChangeStream(id: $0, command: command, connection: self) }
        }
        let openID = ids.popLast()
        for id in ids { handler.value.forget(id) }
        return MailboxOpening(
            connection: self, command: open, id: openID,
            // Where nothing could be asked, nothing was told.
            point: parameter.isQuickResync || changes != nil ? point : nil,
            tellsWhileOpening: parameter.isQuickResync, changeStream: stream, request: request,
            messages: messagesID.map { FetchStream(id: $0, connection: self) }, mailbox: SelectedMailbox(name: name))
    }

    /// Asks what has changed in the open mailbox since, which of its messages are gone included where QRESYNC is
    /// enabled. For servers with CONDSTORE.
    package func changes(since modSeq: ModSequence) async throws(IMAPError) -> ChangeStream {
        let command = Command.uidFetch(
            Self.everyMessage, .flags, ChangedSince(modSeq, tellsVanished: enabled.contains(.qResync)))
        return ChangeStream(id: try await send(command), command: command, connection: self)
    }

    /// Takes the end of a command whose answers were all taken.
    func conclude(_ id: CommandPipeline.CommandID, _ command: Command) throws(IMAPError) -> StatusResponse {
        defer { handler.value.forget(id) }
        return try status(of: id, command: command.name)
    }

    func forget(_ id: CommandPipeline.CommandID) { handler.value.forget(id) }

    private static let everyMessage = UIDSet(UID.first...UID.last)

    /// What comes after is then told of the next mailbox alone, and a mailbox that is refused leaves none open.
    private var leavingCommands: [Command] {
        mayHaveMailbox && capabilities.contains(.unselect) ? [.unselect] : []
    }

    private func openParameter(since point: ResyncPoint?) -> OpenParameter? {
        // RFC 7162 §3.2.3: a server refuses the question where QRESYNC is not enabled.
        if let point, enabled.contains(.qResync) { return .quickResync(point) }
        let isOn = !enabled.isDisjoint(with: [.condStore, .qResync])
        return capabilities.keepModSequences && !isOn ? .condStore : nil
    }

    private func changesCommand(since modSeq: ModSequence?) -> Command? {
        guard let modSeq, capabilities.keepModSequences else { return nil }
        return .uidFetch(Self.everyMessage, .flags, ChangedSince(modSeq))
    }
}

extension OpenParameter? {
    fileprivate var isQuickResync: Bool {
        if case .quickResync = self { true } else { false }
    }
}
