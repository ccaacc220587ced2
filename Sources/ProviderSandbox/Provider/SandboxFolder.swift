internal import FoundationEssentials
internal import Glibc

/// A folder that is gone, with all its files, when a closure returns.
enum SandboxFolder {
    static func withFolder<Value>(_ body: (String) async throws -> Value) async throws -> Value {
        var template = Array((FileManager.default.temporaryDirectory.path() + "godwit-sandbox-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { throw SandboxFolderError(errno: errno) }
        let path = template.withUnsafeBufferPointer { buffer in buffer.baseAddress.map { String(cString: $0) } ?? "" }
        // What cannot be removed is only litter; there is nobody left to tell.
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try await body(path)
    }
}

/// No folder could be made.
public struct SandboxFolderError: Error, Hashable {
    /// The system's reason.
    public let errno: Int32
}
