internal import NIOCore

/// Keeps a message's header while the message passes.
struct HeaderCollector {
    /// The header with the empty line behind it (RFC 5322 §2.1), as far as it has come.
    private(set) var bytes: [UInt8] = []
    /// Whether nothing more is wanted: the empty line has come, or more than ``CopyLimits/headerBytes``.
    private(set) var isComplete = false
    private var isLineEmpty = true

    mutating func append(_ slice: ByteBuffer) {
        guard !isComplete else { return }
        slice.withUnsafeReadableBytes { slice in
            let slice = slice.prefix(CopyLimits.headerBytes - bytes.count)
            var end = slice.startIndex
            while end < slice.endIndex, !isComplete {
                switch slice[end] {
                case UInt8(ascii: "\n"):
                    isComplete = isLineEmpty
                    isLineEmpty = true
                case UInt8(ascii: "\r"): break
                default: isLineEmpty = false
                }
                end += 1
            }
            bytes += slice[..<end]
        }
        if bytes.count >= CopyLimits.headerBytes { isComplete = true }
    }
}
