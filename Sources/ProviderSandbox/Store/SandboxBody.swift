internal import FoundationEssentials
internal import NIOCore

/// The bytes of a message: in memory, or in a file that is never changed.
enum SandboxBody: Sendable {
    case memory(ByteBuffer)
    case file(path: String, size: Int)

    var size: Int {
        switch self {
        case .memory(let bytes): bytes.readableBytes
        case .file(_, let size): size
        }
    }

    /// Empty when somebody has taken the file away meanwhile.
    var bytes: ByteBuffer {
        switch self {
        case .memory(let bytes): bytes
        case .file(let path, _): ByteBuffer(bytes: FileManager.default.contents(atPath: path) ?? Data())
        }
    }

    /// The name of its file.
    var fileName: String {
        if case .file(let path, _) = self { String(path.split(separator: "/").last ?? "") } else { "" }
    }
}
