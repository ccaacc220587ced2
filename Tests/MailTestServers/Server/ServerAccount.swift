internal import FoundationEssentials
import Glibc

/// The system user the servers run as: the present one, or `nobody` in place of root.
struct ServerAccount {
    let name: String
    let group: String
    let userID: uid_t
    let groupID: gid_t

    static func current() throws -> ServerAccount {
        guard let lookedUp else {
            throw TestServerError.setUp("this system does not know the user to run the servers as")
        }
        return lookedUp
    }

    // Looked up once: getpwnam answers in a buffer that all threads share.
    private static let lookedUp: ServerAccount? = {
        guard let user = getuid() == 0 ? getpwnam("nobody") : getpwuid(getuid()),
            let group = getgrgid(user.pointee.pw_gid)
        else { return nil }
        return ServerAccount(
            name: String(cString: user.pointee.pw_name), group: String(cString: group.pointee.gr_name),
            userID: user.pointee.pw_uid, groupID: user.pointee.pw_gid)
    }()

    /// Hands a folder and all below it to the server's user. Only root can, and only root has to.
    func takeOwnership(of path: String) throws {
        guard getuid() == 0 else { return }
        let below = try FileManager.default.subpathsOfDirectory(atPath: path)
        for name in [path] + below.map({ path + "/" + $0 }) where lchown(name, userID, groupID) != 0 {
            // A server that runs makes lock files and removes them again.
            guard errno == ENOENT else { throw TestServerError.setUp("cannot hand \(name) to \(self.name)") }
        }
    }
}
