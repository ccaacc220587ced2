internal import MailCore
internal import Synchronization

/// The judge of what comes, which is known only after the port is.
final class JudgeHolder: Sendable {
    private struct State {
        var judge: LoopbackListener.Judge?
        var isAnswered = false
    }

    private let state = Mutex(State())

    func set(_ judge: @escaping LoopbackListener.Judge) { state.withLock { $0.judge = judge } }

    /// Nil for what is no answer, and for all that comes after the first.
    func verdict(on target: String) -> Result<Secret, OAuthError>? {
        state.withLock { state in
            guard !state.isAnswered, let verdict = state.judge?(target) else { return nil }
            state.isAnswered = true
            return verdict
        }
    }
}
