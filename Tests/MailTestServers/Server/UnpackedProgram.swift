internal import FoundationEssentials

/// A program that `Tests/setup-servers.sh` unpacked, which finds its libraries only when it is told where they are.
package struct UnpackedProgram: Sendable {
    package let path: String
    /// For `LD_LIBRARY_PATH`.
    package let libraries: String

    package static func mbsync() throws -> UnpackedProgram { try unpacked("/usr/bin/mbsync") }

    static func unpacked(_ program: String) throws -> UnpackedProgram {
        let root = try TestSupportFiles.requireUnpacked(program)
        let folders = try FileManager.default.contentsOfDirectory(atPath: root + "/usr/lib")
        let libraries = folders.filter { $0.contains("-linux-gnu") }.map { root + "/usr/lib/" + $0 }
        return UnpackedProgram(path: root + program, libraries: libraries.joined(separator: ":"))
    }
}
