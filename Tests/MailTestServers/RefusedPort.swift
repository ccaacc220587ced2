import Glibc

/// A port of 127.0.0.1 that refuses connections for as long as this object lives: it is taken, and nobody listens.
package final class RefusedPort: Sendable {
    package let number: UInt16
    private let socket: CInt

    package init() throws {
        socket = LoopbackSocket.open()
        guard LoopbackSocket.call(bind, socket, port: 0), let number = LoopbackSocket.port(of: socket) else {
            close(socket)
            throw DovecotError.setUp("no free port on 127.0.0.1")
        }
        self.number = number
    }

    deinit { close(socket) }
}

extension LoopbackSocket {
    /// The port a socket is bound to.
    static func port(of socket: CInt) -> UInt16? {
        var address = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isKnown = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(socket, $0, &size) == 0 }
        }
        return isKnown ? UInt16(bigEndian: address.sin_port) : nil
    }
}
