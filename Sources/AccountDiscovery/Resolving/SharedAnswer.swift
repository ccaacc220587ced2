internal import MailCore
internal import Synchronization

/// The answer to a question that several tasks have: the first one asks, the others wait for what it learns.
final class SharedAnswer<Value: Sendable>: Sendable {
    private enum State {
        case unasked
        case asked(waiting: [AbandonableResult<Value>])
        case answered(Value)
    }

    private let state = Mutex(State.unasked)

    /// Nil only for a waiting task that was cancelled.
    func value(_ ask: @Sendable () async -> Value) async -> Value? {
        let turn = state.withLock { state -> AbandonableResult<Value>? in
            switch state {
            case .unasked:
                state = .asked(waiting: [])
                return nil
            case .asked(let waiting):
                let place = AbandonableResult<Value>()
                state = .asked(waiting: waiting + [place])
                return place
            case .answered(let value):
                let place = AbandonableResult<Value>()
                place.complete(with: .success(value))
                return place
            }
        }
        if let turn { return try? await turn.value() }
        let value = await ask()
        let waiting = state.withLock { state in
            defer { state = .answered(value) }
            if case .asked(let waiting) = state { return waiting }
            return []
        }
        for place in waiting { place.complete(with: .success(value)) }
        return value
    }
}
