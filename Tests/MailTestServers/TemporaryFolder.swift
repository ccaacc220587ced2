internal import FoundationEssentials
import Glibc

/// A folder that is gone, with all its files, when its last owner lets go.
package final class TemporaryFolder: Sendable {
    package let path: String

    package init() throws {
        var template = Array("/tmp/godwit-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw TemporaryFolderError(errno: errno) }
        path = template.withUnsafeBufferPointer { buffer in buffer.baseAddress.map { String(cString: $0) } ?? "" }
    }

    deinit {
        // A folder that cannot be removed is only litter; there is nobody left to tell.
        try? FileManager.default.removeItem(atPath: path)
    }
}

package struct TemporaryFolderError: Error {
    package let errno: Int32
}
