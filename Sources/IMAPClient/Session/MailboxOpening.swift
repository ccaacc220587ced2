package import IMAPCodec

/// Messages to ask for while a mailbox is on its way to be open.
package struct FetchRequest: Hashable, Sendable {
    package var uids: UIDSet
    package var items: FetchItems
    /// The UIDVALIDITY under which the identifiers are known; nil when they mean any messages, such as all.
    package var uidValidity: UIDValidity?

    package init(_ uids: UIDSet, _ items: FetchItems, uidValidity: UIDValidity?) {
        self.uids = uids
        self.items = items
        self.uidValidity = uidValidity
    }
}

/// How much a server told about what has changed in a mailbox.
package enum ChangesTold: Hashable, Sendable {
    /// Nothing that counts: all of it has to be looked through.
    case none
    /// Every message that changed or came. Which are gone has to be found out.
    case changed
    /// Also every message that is gone.
    case changedAndVanished
}

/// A mailbox that is open.
package struct OpenedMailbox: Sendable {
    package let mailbox: SelectedMailbox
    package let changesTold: ChangesTold
    /// What was asked for along with it. Nil when nothing was, and when the mailbox has another UIDVALIDITY: then the
    /// identifiers mean other messages, and the answer is passed over.
    package let messages: FetchStream?
}

/// A mailbox on its way to be open, with whatever was asked for in the same breath. Take ``next()`` until it is nil,
/// or go straight to ``opened()``. Openings and fetches under way must be read in the order they were begun.
package struct MailboxOpening: Sendable {
    let connection: IMAPConnection
    let command: Command
    /// Of the command; nil once it is answered.
    var id: CommandPipeline.CommandID?
    let point: ResyncPoint?
    /// Whether changes are told while it opens (QRESYNC).
    let tellsWhileOpening: Bool
    /// Changes that are told behind the opening (CONDSTORE); nil when that is over.
    var changeStream: ChangeStream?
    let request: FetchRequest?
    let messages: FetchStream?
    var mailbox: SelectedMailbox
    /// Whether changes came that cannot be told whose they are, or were refused.
    var isIncomplete = false

    /// The next change since the point asked for; nil when all were told.
    ///
    /// - Throws: ``IMAPError``; `.refused` when the mailbox cannot be opened. Nothing of what was asked for along with
    ///   it is told then, whichever mailbox the server took it for.
    package mutating func next() async throws(IMAPError) -> MailboxChange? {
        while let id {
            guard let event = try await connection.nextEvent(of: id) else {
                try await finishOpening(id)
                break
            }
            guard case .untagged(let response) = event else { continue }
            mailbox.note(response)
            if let change = changeWhileOpening(response) { return change }
        }
        return try await nextChangeBehind()
    }

    /// Waits until the mailbox is open; changes that were not taken are passed over.
    package mutating func opened() async throws(IMAPError) -> OpenedMailbox {
        while try await next() != nil {}
        let isMeant = request?.uidValidity == nil || request?.uidValidity == mailbox.uidValidity
        if !isMeant { await messages?.passOver() }
        return OpenedMailbox(
            mailbox: mailbox, changesTold: changesTold, messages: isMeant ? messages : nil)
    }

    private var changesTold: ChangesTold {
        guard isResynced, !isIncomplete else { return .none }
        return tellsWhileOpening ? .changedAndVanished : .changed
    }

    /// Whether the server knows the mailbox as it was at the point asked for. Mod-sequences that went back are others:
    /// Dovecot counts anew when its indexes are lost.
    private var isResynced: Bool {
        guard let point, let highest = mailbox.highestModSeq else { return false }
        return mailbox.uidValidity == point.uidValidity && highest >= point.modSeq
    }

    /// What is told before the UIDVALIDITY cannot be told whose it is.
    private mutating func changeWhileOpening(_ response: UntaggedResponse) -> MailboxChange? {
        guard tellsWhileOpening, let change = MailboxChange(response) else { return nil }
        guard mailbox.uidValidity == point?.uidValidity, change.isIdentified else {
            isIncomplete = true
            return nil
        }
        return change
    }

    private mutating func finishOpening(_ id: CommandPipeline.CommandID) async throws(IMAPError) {
        self.id = nil
        do {
            _ = try await connection.conclude(id, command)
        } catch {
            await changeStream?.passOver()
            await messages?.passOver()
            throw error
        }
        if !isResynced { await changeStream.take()?.passOver() }
    }

    private mutating func nextChangeBehind() async throws(IMAPError) -> MailboxChange? {
        guard let stream = changeStream else { return nil }
        do {
            while let change = try await stream.next() {
                if change.isIdentified { return change }
                isIncomplete = true
            }
        } catch {
            // A mailbox without mod-sequences refuses the question (RFC 7162 §3.1.2.2).
            guard case .refused = error else { throw error }
            isIncomplete = true
        }
        changeStream = nil
        return nil
    }
}
