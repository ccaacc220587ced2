internal import MailCore
internal import Synchronization

/// Keeps the time of a plan of steps. Steps are finished in order; the first unfinished one is the one under way.
final class StepRecorder: Sendable {
    private struct State {
        var finished: [VerificationStep] = []
        var stepStart = ContinuousClock.now
    }

    private let plan: [VerificationStep.Name]
    private let observer: @Sendable (VerificationStep) -> Void
    private let state = Mutex(State())

    /// - Parameter observer: told each step when it is over, in order.
    init(plan: [VerificationStep.Name], observer: @escaping @Sendable (VerificationStep) -> Void = { _ in }) {
        self.plan = plan
        self.observer = observer
    }

    /// Finishes a step. One that is not in the plan, or already finished, is left alone: names resolve twice
    /// (IPv4, IPv6), and the first answer is the one that counts.
    func finish(_ name: VerificationStep.Name, detail: String? = nil, diagnostics: [Diagnostic] = []) {
        state.withLock { state in
            guard nextName(state) == name else { return }
            let isSound = diagnostics.allSatisfy { $0.severity == .info }
            append(name, isSound ? .ok : .warning, detail, diagnostics, to: &state)
        }
    }

    /// Fails the step under way and skips the rest. Without a step left nothing can fail any more.
    func fail(_ diagnostics: [Diagnostic]) {
        state.withLock { state in
            guard let name = nextName(state) else { return }
            append(name, .failed, nil, diagnostics, to: &state)
        }
    }

    func isFinished(_ name: VerificationStep.Name) -> Bool {
        state.withLock { state in state.finished.contains { $0.name == name } }
    }

    /// The finished steps, and the others as skipped.
    var steps: [VerificationStep] {
        state.withLock { state in
            state.finished + plan.dropFirst(state.finished.count).map { VerificationStep($0, .skipped) }
        }
    }

    private func nextName(_ state: State) -> VerificationStep.Name? { plan.dropFirst(state.finished.count).first }

    private func append(
        _ name: VerificationStep.Name, _ outcome: VerificationStep.Outcome, _ detail: String?,
        _ diagnostics: [Diagnostic], to state: inout State
    ) {
        let now = ContinuousClock.now
        let step = VerificationStep(
            name, outcome, duration: state.stepStart.duration(to: now), detail: detail, diagnostics: diagnostics)
        state.finished.append(step)
        state.stepStart = now
        observer(step)
    }
}
