internal import Synchronization

/// What is to go wrong at a server, each once, counted over all of its connections; and how far its conversations
/// have come. Shared by the handlers of one server.
public final class SandboxFaultPlan: Sendable {
    /// What has been said to and by the server.
    public struct Count: Hashable, Sendable {
        /// Commands that were complete.
        public internal(set) var commands = 0
        /// Responses, the greeting among them.
        public internal(set) var responses = 0
        /// Bytes that clients have sent.
        public internal(set) var commandBytes = 0
        /// Bytes that were sent to clients.
        public internal(set) var responseBytes = 0
        /// How often each command was given.
        public internal(set) var named: [String: Int] = [:]
    }

    /// A fault whose place has come.
    public struct Met: Hashable, Sendable {
        /// What happens.
        public let kind: SandboxFaultKind
        /// After so many bytes of what is said now; nil where the place is no byte.
        public let offset: Int?
    }

    private struct State {
        var open: [SandboxFault]
        var met: [SandboxFault] = []
        var count = Count()

        /// Takes out the faults whose place is this one.
        mutating func take(number: Int, _ place: (SandboxFault.Place) -> Int?) -> [Met] {
            guard !open.isEmpty else { return [] }
            return takeOut { place($0) == number }.map { Met(kind: $0.kind, offset: nil) }
        }

        /// Takes out the faults whose place is among these bytes.
        mutating func take(from start: Int, _ bytes: Int, _ place: (SandboxFault.Place) -> Int?) -> [Met] {
            guard !open.isEmpty else { return [] }
            return takeOut { place($0).map { (start..<(start + bytes)).contains($0) } ?? false }
                .map { Met(kind: $0.kind, offset: place($0.place).map { $0 - start }) }
        }

        private mutating func takeOut(_ isMet: (SandboxFault.Place) -> Bool) -> [SandboxFault] {
            let taken = open.filter { isMet($0.place) && $0.kind.scope != .once }
            open.removeAll { taken.contains($0) }
            met += taken
            return taken
        }
    }

    private let state: Mutex<State>

    /// - Parameter faults: in no particular order.
    public init(_ faults: [SandboxFault] = []) { state = Mutex(State(open: faults)) }

    /// What has been said until now.
    public var count: Count { state.withLock { $0.count } }

    /// The faults that have happened.
    public var met: [SandboxFault] { state.withLock { $0.met } }

    /// Nothing goes wrong any more.
    public func repair() { state.withLock { $0.open = [] } }
}

// MARK: For handlers

extension SandboxFaultPlan {
    /// Bytes have come from a client.
    ///
    /// - Returns: what happens among them.
    public func received(bytes: Int) -> [Met] {
        state.withLock { state in
            let start = state.count.commandBytes
            state.count.commandBytes += bytes
            return state.take(from: start, bytes) { if case .commandByte(let byte) = $0 { byte } else { nil } }
        }
    }

    /// A command has come.
    ///
    /// - Parameter name: in capital letters, such as `UID FETCH`.
    /// - Returns: what happens in place of it.
    public func received(command name: String) -> [Met] {
        state.withLock { state in
            let (number, occurrence) = (state.count.commands, state.count.named[name, default: 0])
            state.count.commands += 1
            state.count.named[name] = occurrence + 1
            return state.take(number: number) {
                switch $0 {
                case .command(let place): place
                case .named(name, occurrence): number
                default: nil
                }
            }
        }
    }

    /// A response is about to be sent.
    ///
    /// - Returns: what happens to it.
    public func sending(bytes: Int) -> [Met] {
        state.withLock { state in
            let (number, start) = (state.count.responses, state.count.responseBytes)
            state.count.responses += 1
            state.count.responseBytes += bytes
            return state.take(number: number) { if case .response(let place) = $0 { place } else { nil } }
                + state.take(from: start, bytes) { if case .responseByte(let byte) = $0 { byte } else { nil } }
        }
    }

    /// A place that a fault knows itself has come.
    ///
    /// - Returns: whether it happens.
    public func meets(_ kind: SandboxFaultKind) -> Bool {
        state.withLock { state in
            guard let index = state.open.firstIndex(where: { $0.kind == kind }) else { return false }
            state.met.append(state.open.remove(at: index))
            return true
        }
    }
}
