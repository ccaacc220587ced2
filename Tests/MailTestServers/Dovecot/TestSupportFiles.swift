internal import FoundationEssentials
import Glibc

/// Scripts beside the tests, and what `Tests/setup-servers.sh` unpacked.
enum TestSupportFiles {
    /// The top of the package, from the place of this file.
    static let packageRoot: String = {
        var parts = #filePath.split(separator: "/")
        parts.removeLast(4)
        return "/" + parts.joined(separator: "/")
    }()

    static var supervisor: String { packageRoot + "/Tests/Support/supervise.sh" }
    static var dovecot: String { packageRoot + "/Tests/Support/dovecot.sh" }

    /// The folder with the unpacked servers; nil when `GODWIT_DOVECOT` names an installed one.
    static var unpackedServers: String? {
        guard ProcessInfo.processInfo.environment["GODWIT_DOVECOT"] == nil else { return nil }
        guard let path = realpath(packageRoot + "/.build/test-servers/root", nil) else { return nil }
        defer { free(path) }
        return String(cString: path)
    }

    /// A missing server is an error that says how to get it, never a skipped test.
    static func requireDovecot() throws {
        guard unpackedServers != nil || ProcessInfo.processInfo.environment["GODWIT_DOVECOT"] != nil else {
            throw DovecotError.setUp("no Dovecot to test with; run: make setup")
        }
    }
}
