internal import Glibc
internal import MailCore

/// Takes a secret from the first line of some bytes, and wipes what it held on the way.
enum FirstLine {
    /// - Parameter path: named in the error.
    static func read(from descriptor: Int32, of path: String) throws(SecretError) -> Secret {
        // Two more for the line end, one to notice what is too long.
        var bytes = [UInt8](repeating: 0, count: ByteLimits.secret + 3)
        defer { bytes.wipe() }
        var count = 0
        while count < bytes.count, !bytes[..<count].contains(lineFeed) {
            let received = unsafe bytes.withUnsafeMutableBytes { room in
                unsafe Glibc.read(descriptor, room.baseAddress?.advanced(by: count), room.count - count)
            }
            if received < 0 && errno == EINTR { continue }
            guard received >= 0 else { throw .unreadableFile(path: path, errno: errno) }
            if received == 0 { break }
            count += received
        }
        return try secret(bytes[..<count])
    }

    static func secret(_ bytes: some Sequence<UInt8>) throws(SecretError) -> Secret {
        var line = Array(bytes.prefix { $0 != lineFeed })
        defer { line.wipe() }
        if line.last == carriageReturn { line.removeLast() }
        guard !line.isEmpty else { throw .empty }
        guard line.count <= ByteLimits.secret else { throw .tooLong }
        return Secret(line)
    }

    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
}
