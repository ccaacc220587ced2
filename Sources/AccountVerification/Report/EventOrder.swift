internal import Synchronization

/// Tells what happens with several servers as if it happened with one after the other, so that whoever listens can show it as
/// it comes. What the server whose turn it is does is told at once.
final class EventOrder: Sendable {
    private struct State {
        var current = 0
        var waiting: [[VerificationEvent]]
        var isEnded: [Bool]
    }

    private let observer: @Sendable (VerificationEvent) -> Void
    private let state: Mutex<State>

    init(servers: Int, observer: @escaping @Sendable (VerificationEvent) -> Void) {
        self.observer = observer
        state = Mutex(
            State(
                waiting: Array(repeating: [], count: servers), isEnded: Array(repeating: false, count: servers)))
    }

    /// - Parameter index: the place of the server.
    func tell(_ event: VerificationEvent, of index: Int) {
        state.withLock { state in
            guard index != state.current else { return observer(event) }
            state.waiting[index].append(event)
        }
    }

    /// Nothing more comes from a server.
    func end(of index: Int) {
        state.withLock { state in
            state.isEnded[index] = true
            while state.current < state.isEnded.count, state.isEnded[state.current] {
                state.current += 1
                guard state.current < state.waiting.count else { return }
                state.waiting[state.current].forEach(observer)
                state.waiting[state.current] = []
            }
        }
    }
}
