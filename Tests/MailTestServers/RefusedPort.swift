import Glibc

/// A port of 127.0.0.1 that refuses connections: it is taken, so that no other test gets it, and nobody listens.
package enum RefusedPort {
    package static func hold<Value>(_ body: (UInt16) async throws -> Value) async throws -> Value {
        let socket = LoopbackSocket.open()
        defer { close(socket) }
        guard LoopbackSocket.call(bind, socket, port: 0), let port = LoopbackSocket.port(of: socket) else {
            throw TestServerError.setUp("no free port on 127.0.0.1")
        }
        return try await body(port)
    }
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
