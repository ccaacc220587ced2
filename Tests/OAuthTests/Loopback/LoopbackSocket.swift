import FoundationEssentials
import Glibc

/// A browser made of one socket.
enum LoopbackSocket {
    struct Failure: Error { let errno: Int32 }

    /// - Returns: all that was said until the other side closed.
    static func ask(_ target: String, method: String = "GET", of host: String, port: UInt16) throws -> String {
        let descriptor = try connect(to: host, port: port)
        defer { close(descriptor) }
        let request = Array("\(method) \(target) HTTP/1.1\r\nHost: \(host)\r\n\r\n".utf8)
        guard send(descriptor, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else {
            throw Failure(errno: errno)
        }
        var answer: [UInt8] = []
        var room = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = read(descriptor, &room, room.count)
            guard count > 0 else { return String(decoding: answer, as: UTF8.self) }
            answer += room.prefix(count)
        }
    }

    private static func connect(to host: String, port: UInt16) throws -> Int32 {
        var hints = addrinfo()
        hints.ai_flags = AI_NUMERICHOST
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &list) == 0, let place = list?.pointee else {
            throw Failure(errno: errno)
        }
        defer { freeaddrinfo(list) }
        let descriptor = socket(place.ai_family, place.ai_socktype, 0)
        guard Glibc.connect(descriptor, place.ai_addr, place.ai_addrlen) == 0 else {
            let code = errno
            close(descriptor)
            throw Failure(errno: code)
        }
        return descriptor
    }

    /// The addresses at which something listens on a port, as the system writes them.
    static func listeners(on port: UInt16) throws -> [String] {
        let hexadecimal = String(port, radix: 16, uppercase: true)
        let suffix = ":" + String(repeating: "0", count: 4 - hexadecimal.count) + hexadecimal
        return try ["/proc/net/tcp", "/proc/net/tcp6"].flatMap { path in
            String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self).split(separator: "\n").compactMap { line in
                let words = line.split(separator: " ")
                // 0A: it listens.
                guard words.count > 3, words[1].hasSuffix(suffix), words[3] == "0A" else { return nil }
                return String(words[1].dropLast(suffix.count))
            }
        }
    }
}
