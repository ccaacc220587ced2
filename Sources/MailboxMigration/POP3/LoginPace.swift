internal import Synchronization

/// When the next POP3 session may begin: servers want some time between two logins (RFC 2449 §6.5, LOGIN-DELAY).
final class LoginPace: Sendable {
    private struct State {
        var last: ContinuousClock.Instant?
        var delay = Duration.zero
    }

    private let state = Mutex(State())

    /// - Parameter delay: what the server tells, nil when it does not.
    func loggedIn(delay: Duration?) {
        state.withLock { $0 = State(last: .now, delay: delay ?? .zero) }
    }

    /// What the server told last; zero before it did.
    var delay: Duration { state.withLock { $0.delay } }

    /// The time until the next login is welcome.
    func left(at now: ContinuousClock.Instant = .now) -> Duration {
        state.withLock { state in
            state.last.map { max(.zero, state.delay - $0.duration(to: now)) } ?? .zero
        }
    }
}
