internal import Synchronization

/// What is to go wrong at a server, each once, counted over all of its connections; and how far its conversations
/// have come. Shared by the handlers of one server.
public final class SandboxFaultPlan: Sendable {
    /// What has been said to and by the server.
    public struct Count: Hashable, Sendable {
        public internal(set) var commands = 0
        public internal(set) var responses = 0
        public internal(set) var commandBytes = 0
        public internal(set) var responseBytes = 0
        /// How often each command was given.
        public internal(set) var named: [String: Int] = [:]
    }

    private struct State {
        var open: [SandboxFault]
        var met: [SandboxFault] = []
        var count = Count()
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
