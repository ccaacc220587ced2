internal import IMAPClient
internal import IMAPCodec
internal import NIOCore

/// Messages whose reading tells how fast a source is: the newest small ones of its largest folder.
struct SourceSample {
    let mailbox: MailboxName
    private var uids: [UID] = []

    init(of mailbox: MailboxName) { self.mailbox = mailbox }

    mutating func note(_ uid: UID, size: UInt64) {
        guard (1...PlanLimits.sampleMessage).contains(size) else { return }
        if uids.count == PlanLimits.sampleMessages { uids.removeFirst() }
        uids.append(uid)
    }

    /// Reads them, `\Seen` untouched.
    ///
    /// - Returns: bytes a second; nil when there was nothing to read.
    func bytesPerSecond(over source: IMAPConnection) async throws -> Double? {
        guard !uids.isEmpty else { return nil }
        _ = try await source.examine(mailbox)
        let start = ContinuousClock.now
        var bytes: UInt64 = 0
        var rest = uids[...]
        while !rest.isEmpty, bytes < PlanLimits.sampleBytes, start.duration(to: .now) < PlanLimits.sampleTime {
            let stream = try await source.fetch(UIDSet(Array(rest.suffix(PlanLimits.sampleBatch))), .body)
            rest = rest.dropLast(PlanLimits.sampleBatch)
            while let event = try await stream.next() { bytes += event.bodyBytes }
        }
        let seconds = start.duration(to: .now) / .seconds(1)
        return bytes > 0 && seconds > 0 ? Double(bytes) / seconds : nil
    }
}

extension FetchEvent {
    fileprivate var bodyBytes: UInt64 {
        switch self {
        case .bodyBytes(let bytes): return UInt64(bytes.readableBytes)
        case .message(let attributes):
            guard case .inline(let bytes) = attributes.body else { return 0 }
            return UInt64(bytes.count)
        case .bodyBegins, .bodyEnds: return 0
        }
    }
}
