internal import DequeModule

/// Who may write, and when: one command at a time, and only as fast as the socket takes it.
struct WriteGate {
    private var isTaken = false
    private var line = Deque<CheckedContinuation<Void, Never>>()
    private var untilWritable: [CheckedContinuation<Void, Never>] = []

    mutating func takeTurn(_ continuation: CheckedContinuation<Void, Never>) {
        if isTaken {
            line.append(continuation)
        } else {
            isTaken = true
            continuation.resume()
        }
    }

    mutating func endTurn() {
        if let next = line.popFirst() { next.resume() } else { isTaken = false }
    }

    mutating func waitUntilWritable(_ continuation: CheckedContinuation<Void, Never>) {
        untilWritable.append(continuation)
    }

    mutating func becameWritable() {
        for continuation in untilWritable { continuation.resume() }
        untilWritable.removeAll()
    }

    /// Nobody waits for a connection that is gone; each finds the error by itself.
    mutating func close() {
        becameWritable()
        for continuation in line { continuation.resume() }
        line.removeAll()
    }
}
