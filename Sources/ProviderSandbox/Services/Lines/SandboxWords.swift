internal import NIOCore

/// A command's first word and what stands behind it.
struct SandboxWords {
    /// In capital letters.
    let command: String
    /// Without the blank before it.
    let argument: String

    /// Nil when it is no UTF-8.
    init?(_ line: ByteBuffer) {
        guard let text = String(validating: line.readableBytesView, as: UTF8.self) else { return nil }
        let parts = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        command = (parts.first ?? "").uppercased()
        argument = parts.count > 1 ? String(parts[1]) : ""
    }

    var arguments: [String] { argument.split(separator: " ").map(String.init) }
}
