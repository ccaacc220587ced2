internal import Glibc

/// A file that a person keeps, such as the key of a service account.
package enum KeyFile {
    /// - Returns: nil when it cannot be read, or is larger than ``OAuthLimits/file``.
    package static func read(_ path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var room = [UInt8](repeating: 0, count: 4_096)
        while bytes.count <= OAuthLimits.file {
            let count = Glibc.read(descriptor, &room, room.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { return nil }
            if count == 0 { return bytes }
            bytes += room.prefix(count)
        }
        return nil
    }
}
