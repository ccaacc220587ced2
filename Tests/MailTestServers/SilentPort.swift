import Glibc

/// A port of 127.0.0.1 that accepts connections and never says a word.
package struct SilentPort: ~Copyable {
    package let port: UInt16
    private let socket: CInt

    package init() throws {
        socket = LoopbackSocket.open()
        guard LoopbackSocket.call(bind, socket, port: 0), let port = LoopbackSocket.port(of: socket),
            listen(socket, 8) == 0
        else {
            close(socket)
            throw TestServerError.setUp("no free port on 127.0.0.1")
        }
        self.port = port
    }

    deinit { close(socket) }

    /// Waits until somebody has connected, and closes that connection in the end.
    ///
    /// - Returns: what `body` returns.
    package func withClient<Value>(_ body: () throws -> Value) throws -> Value {
        let client = accept(socket, nil, nil)
        guard client >= 0 else { throw TestServerError.setUp("nobody connected") }
        defer { close(client) }
        return try body()
    }
}
