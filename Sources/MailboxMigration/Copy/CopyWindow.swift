internal import IMAPCodec

/// Cuts a list of messages into pieces that respect a bound in count and in bytes.
struct CopyWindow {
    let messages: Int
    let bytes: UInt64

    /// What one durable intent covers.
    static let intent = CopyWindow(messages: CopyLimits.windowMessages, bytes: CopyLimits.windowBytes)
    /// What one worker fetches at a time, and one MULTIAPPEND carries: what passes in a second.
    ///
    /// - Parameter pace: of the worker's pair.
    static func batch(at pace: LinePace) -> CopyWindow {
        let second = pace.rate(after: .zero).map { UInt64(min($0, Double(CopyLimits.mostBatchBytes))) } ?? 0
        let messages = Int(second / CopyLimits.messageCost)
        return CopyWindow(
            messages: min(max(messages, CopyLimits.batchMessages), CopyLimits.mostBatchMessages),
            bytes: max(CopyLimits.batchBytes, second))
    }

    /// What one APPEND command carries, also where the source told sizes that are too small.
    static func append(allowsMany: Bool) -> CopyWindow {
        CopyWindow(messages: allowsMany ? CopyLimits.mostBatchMessages : 1, bytes: CopyLimits.mostBatchBytes)
    }

    /// How many of the first messages fit; at least one, however large it is.
    func prefixLength(of sizes: some Sequence<UInt64>) -> Int {
        var count = 0
        var total: UInt64 = 0
        for size in sizes {
            let (sum, overflow) = total.addingReportingOverflow(size)
            if count > 0, overflow || sum > bytes || count >= messages { break }
            total = overflow ? .max : sum
            count += 1
        }
        return count
    }

    /// All messages, in pieces that fit.
    func pieces(of rows: [PlannedMessage]) -> [[PlannedMessage]] {
        var pieces: [[PlannedMessage]] = []
        var rest = rows[...]
        while !rest.isEmpty {
            let length = prefixLength(of: rest.lazy.map(\.size))
            pieces.append(Array(rest.prefix(length)))
            rest = rest.dropFirst(length)
        }
        return pieces
    }
}
