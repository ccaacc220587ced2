internal import FoundationEssentials

/// Files of bytes: seeds to begin with, and past crashes.
package enum FuzzCase {
    /// - Throws: ``BrokenPromise`` when it cannot be read.
    package static func bytes(of path: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else { throw BrokenPromise("no file \(path)") }
        return Array(data)
    }

    /// All files for a target, sorted.
    ///
    /// - Parameter folder: `Seeds` or `Cases`.
    package static func paths(in folder: String, for target: FuzzTarget) throws -> [String] {
        var parts = #filePath.split(separator: "/")
        parts.removeLast(2)
        let path = "/" + (parts.map(String.init) + [folder, target.rawValue]).joined(separator: "/")
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: path).sorted().map { path + "/" + $0 }
    }
}
