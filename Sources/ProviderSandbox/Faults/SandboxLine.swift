internal import NIOCore

/// The line of one connection: what arrives over it and what is sent over it. Whatever is spoken, its faults are the same.
struct SandboxLine {
    /// A line that does not end is as long as this; more would prove nothing.
    private static let endless = (bursts: 512, bytes: 65_536)

    private let faults: SandboxFaultPlan
    /// What is to be done next.
    private(set) var actions: [SandboxWireAction] = []
    /// Whether nothing is said any more.
    private(set) var isOver = false
    private var isSlow = false

    init(_ faults: SandboxFaultPlan) { self.faults = faults }

    /// The actions since the last time; nil when there are none.
    mutating func take() -> [SandboxWireAction]? {
        guard !actions.isEmpty else { return nil }
        defer { actions = [] }
        return actions
    }

    /// - Returns: what arrives of the bytes that a client has sent.
    mutating func arrived(_ bytes: ByteBuffer) -> ByteBuffer {
        var bytes = bytes
        for met in faults.received(bytes: bytes.readableBytes) {
            bytes = bytes.getSlice(at: bytes.readerIndex, length: met.offset ?? 0) ?? bytes
            end(by: met.kind)
        }
        return bytes
    }

    mutating func append(_ action: SandboxWireAction) { if !isOver { actions.append(action) } }

    mutating func send(_ parts: [ByteBuffer]) {
        for part in parts where part.readableBytes > 0 {
            if isSlow { sendSlowly(part) } else { append(.send(part)) }
        }
    }

    /// From now on, bytes are sent one by one.
    mutating func slowDown() { isSlow = true }

    /// Nothing comes behind this action.
    mutating func end(_ action: SandboxWireAction) {
        append(action)
        isOver = true
    }

    /// The line fails.
    mutating func end(by fault: SandboxFaultKind) {
        switch fault {
        case .drop: end(.reset)
        case .truncate: end(.close)
        default: end(.stall)
        }
    }

    /// Lets happen to a response what is to happen.
    ///
    /// - Returns: false when the fault is none of the line, but of what is spoken; nothing was sent then.
    mutating func say(_ parts: [ByteBuffer], _ met: SandboxFaultPlan.Met) -> Bool {
        switch met.kind {
        case .drop, .stall, .truncate:
            let bytes = parts.reduce(0) { $0 + $1.readableBytes }
            send(Self.beginning(of: parts, bytes: met.offset ?? (met.kind == .truncate ? bytes / 2 : 0)))
            end(by: met.kind)
        case .slow:
            slowDown()
            send(parts)
        case .garble: send(parts.enumerated().map { $0 == 0 ? Self.noise($1) : $1 })
        case .endlessLine:
            // As the response begins, so that it is taken for one.
            send(Self.beginning(of: parts, bytes: 5))
            let burst = ByteBuffer(repeating: UInt8(ascii: "x"), count: Self.endless.bytes)
            for _ in 0..<Self.endless.bursts { send([burst]) }
            end(.close)
        default: return false
        }
        return true
    }

    // MARK: Bytes

    /// One byte at a time, with a pause now and then that costs time and no patience.
    private mutating func sendSlowly(_ bytes: ByteBuffer) {
        for (index, byte) in bytes.readableBytesView.enumerated() {
            append(.send(ByteBuffer(integer: byte)))
            if index % 64 == 63 { append(.pause(.milliseconds(1))) }
        }
    }

    private static func beginning(of parts: [ByteBuffer], bytes: Int) -> [ByteBuffer] {
        var left = bytes
        return parts.map { part in
            let taken = min(left, part.readableBytes)
            left -= taken
            return part.getSlice(at: part.readerIndex, length: taken) ?? ByteBuffer()
        }
    }

    /// What cannot be taken for a response; the line's end stays.
    private static func noise(_ line: ByteBuffer) -> ByteBuffer {
        var result = ByteBuffer()
        for byte in line.readableBytesView {
            result.writeInteger(byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\n") ? byte : byte | 0x80)
        }
        return result
    }
}
