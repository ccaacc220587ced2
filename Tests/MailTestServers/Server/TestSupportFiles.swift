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

    static func script(_ name: String) -> String { packageRoot + "/Tests/Support/" + name }

    /// The folder with the unpacked Dovecot; nil when `GODWIT_DOVECOT` names an installed one.
    static var unpackedDovecot: String? {
        ProcessInfo.processInfo.environment["GODWIT_DOVECOT"] == nil ? unpackedServers : nil
    }

    /// Nil as well when an earlier `setup-servers.sh` unpacked them, which did otherwise.
    private static var unpackedServers: String? {
        guard let path = realpath(packageRoot + "/.build/test-servers/root", nil) else { return nil }
        defer { free(path) }
        let root = String(cString: path)
        return access(root + "/usr/lib/confine.so", R_OK) == 0 ? root : nil
    }

    /// A missing server is an error that says how to get it, never a skipped test.
    static func requireDovecot() throws {
        guard unpackedDovecot != nil || ProcessInfo.processInfo.environment["GODWIT_DOVECOT"] != nil else {
            throw TestServerError.setUp("no Dovecot to test with; run: make setup")
        }
    }

    /// The folder with an unpacked server.
    ///
    /// - Parameter program: the server's, below that folder.
    static func requireUnpacked(_ program: String) throws -> String {
        guard let root = unpackedServers, access(root + program, X_OK) == 0 else {
            throw TestServerError.setUp("no \(program) to test with; run: make setup")
        }
        return root
    }
}
