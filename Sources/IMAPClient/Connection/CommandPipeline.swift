internal import DequeModule
package import IMAPCodec

/// Which response belongs to which command. No input or output: events in, one action out.
///
/// Commands are answered in order (RFC 9051 §5.5), so untagged data belongs to the oldest open command. Tags
/// decide completion; a tag that is not open means that we and the server are no longer in step.
package struct CommandPipeline: ~Copyable {
    package typealias CommandID = Int

    package enum Phase: Hashable, Sendable {
        /// Not all of it is on the wire.
        case writing
        /// The server has to say `+` before more is sent.
        case awaitingGoAhead
        case sent
    }

    package enum ResponseAction: Hashable, Sendable {
        case greet(StatusResponse)
        case deliver(UntaggedResponse, to: CommandID)
        case complete(CommandID, StatusResponse)
        case goAhead(CommandID, challenge: [UInt8])
        /// Unsolicited data while nothing is asked.
        case ignore
        case fail(IMAPError)
    }

    private enum State: ~Copyable {
        case awaitingGreeting
        case open(Open)
        case closed
    }

    private struct Open {
        var commands = Deque<OpenCommand>()
        var issued = 0
        var isLoggingOut = false

        func index(of id: CommandID) -> Int? { commands.firstIndex { $0.id == id } }
    }

    private struct OpenCommand {
        let id: CommandID
        let tag: String
        var phase: Phase
        /// SASL goes on after each `+`; a literal's `+` ends the waiting.
        let isAuthentication: Bool
    }

    private var state = State.awaitingGreeting

    package init() {}

    private init(_ state: consuming State) { self.state = state }

    /// A command begins to be written; its identifier and tag. Nil when there is no conversation (any more).
    package mutating func commandBegan(isAuthentication: Bool = false, isLogout: Bool = false) -> (
        id: CommandID, tag: String
    )? {
        switch consume state {
        case .awaitingGreeting:
            self = Self(.awaitingGreeting)
            return nil
        case .closed:
            self = Self(.closed)
            return nil
        case .open(var open):
            open.issued += 1
            let id = open.issued
            let tag = "G\(id)"
            open.commands.append(OpenCommand(id: id, tag: tag, phase: .writing, isAuthentication: isAuthentication))
            if isLogout { open.isLoggingOut = true }
            self = Self(.open(open))
            return (id, tag)
        }
    }

    package mutating func phaseChanged(of id: CommandID, to phase: Phase) {
        switch consume state {
        case .awaitingGreeting:
            self = Self(.awaitingGreeting)
        case .closed:
            self = Self(.closed)
        case .open(var open):
            if let index = open.index(of: id) { open.commands[index].phase = phase }
            self = Self(.open(open))
        }
    }

    package mutating func responseReceived(_ response: Response) -> ResponseAction {
        switch consume state {
        case .awaitingGreeting:
            let action = Self.greeting(response)
            if case .greet = action { self = Self(.open(Open())) } else { self = Self(.closed) }
            return action
        case .closed:
            self = Self(.closed)
            return .ignore
        case .open(var open):
            let action = Self.action(for: response, in: &open)
            if case .fail = action { self = Self(.closed) } else { self = Self(.open(open)) }
            return action
        }
    }

    /// The command a streamed body belongs to.
    package mutating func bodyReceived() -> CommandID? {
        switch consume state {
        case .awaitingGreeting:
            self = Self(.awaitingGreeting)
            return nil
        case .closed:
            self = Self(.closed)
            return nil
        case .open(let open):
            let id = open.commands.first?.id
            self = Self(.open(open))
            return id
        }
    }

    /// The conversation is over; the commands that will never be answered.
    package mutating func connectionClosed() -> [CommandID] {
        switch consume state {
        case .awaitingGreeting:
            self = Self(.closed)
            return []
        case .closed:
            self = Self(.closed)
            return []
        case .open(let open):
            self = Self(.closed)
            return open.commands.map(\.id)
        }
    }

    private static func greeting(_ response: Response) -> ResponseAction {
        guard case .untagged(.status(let status)) = response else {
            return .fail(.protocolViolation(.malformedResponse))
        }
        switch status.kind {
        case .ok, .preauth: return .greet(status)
        case .bye, .no, .bad: return .fail(.greetingRefused(status))
        }
    }

    private static func action(for response: Response, in open: inout Open) -> ResponseAction {
        switch response {
        case .untagged(.status(let status)) where status.kind == .bye && !open.isLoggingOut:
            return .fail(.bye(status))
        case .untagged(let untagged):
            guard let command = open.commands.first else { return .ignore }
            return .deliver(untagged, to: command.id)
        case .tagged(let tag, let status):
            return completion(tag: tag, status, in: &open)
        case .continuation(let text):
            guard let index = open.commands.firstIndex(where: { $0.phase == .awaitingGoAhead || $0.isAuthentication })
            else {
                return .fail(.protocolViolation(.unexpectedGoAhead))
            }
            if !open.commands[index].isAuthentication { open.commands[index].phase = .writing }
            return .goAhead(open.commands[index].id, challenge: text)
        }
    }

    private static func completion(tag: String, _ status: StatusResponse, in open: inout Open) -> ResponseAction {
        guard let index = open.commands.firstIndex(where: { $0.tag == tag }) else {
            return .fail(.protocolViolation(.unknownTag))
        }
        let command = open.commands[index]
        // OK before the whole command was sent answers something else; NO and BAD may come early (RFC 7888 §4).
        if status.kind == .ok, command.phase != .sent, !command.isAuthentication {
            return .fail(.protocolViolation(.prematureCompletion))
        }
        open.commands.remove(at: index)
        return .complete(command.id, status)
    }
}
