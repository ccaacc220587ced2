import Glibc
internal import NIOPosix

/// Waits for a server by asking it.
enum LoopbackProbe {
    /// Longest wait for a server to start, on a busy machine.
    private static let patience: Duration = .seconds(30)
    private static let pause: Duration = .milliseconds(20)

    /// Whether the server at this port greets with the text. The text is unlike any other server's, so one that took
    /// the port first is not mistaken for ours.
    static func waitForGreeting(_ text: String, port: UInt16, log: () -> String) async throws -> Bool {
        let clock = ContinuousClock()
        let end = clock.now + patience
        while clock.now < end, !hasFailed(log()) {
            if try await NIOThreadPool.singleton.runIfActive({ greeting(port: port).contains(text) }) { return true }
            try await clock.sleep(for: pause)
        }
        return false
    }

    /// Whether somebody listens at this port: for servers that say nothing first.
    static func waitUntilListening(port: UInt16) async throws -> Bool {
        let clock = ContinuousClock()
        let end = clock.now + patience
        while clock.now < end {
            let socket = LoopbackSocket.open()
            defer { close(socket) }
            if LoopbackSocket.call(connect, socket, port: port) { return true }
            try await clock.sleep(for: pause)
        }
        return false
    }

    /// Dovecot's word for the end, and what all of them log when somebody else took their port.
    private static func hasFailed(_ log: String) -> Bool {
        log.contains("Fatal: ") || log.contains("Address already in use")
    }

    /// What the server says first, or nothing.
    private static func greeting(port: UInt16) -> String {
        let socket = LoopbackSocket.open()
        defer { close(socket) }
        var timeout = timeval(tv_sec: 5, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        guard LoopbackSocket.call(connect, socket, port: port) else { return "" }
        var bytes = [UInt8](repeating: 0, count: 1_024)
        let count = read(socket, &bytes, bytes.count)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }
}

/// Ports on which nothing listens.
enum FreePorts {
    /// Below the range from which the system gives out ports for outgoing connections, so that a server that is
    /// stopped for a while finds its port still free.
    private static let range: ClosedRange<UInt16> = 20_000...32_000

    static func choose() throws -> ServerPorts {
        var ports: Set<UInt16> = []
        var attempts = 1_000
        while ports.count < 6 {
            attempts -= 1
            guard attempts > 0 else { throw TestServerError.setUp("no free port on 127.0.0.1") }
            let port = UInt16.random(in: range)
            if isFree(port) { ports.insert(port) }
        }
        let chosen = Array(ports)
        return ServerPorts(
            imap: chosen[0], imaps: chosen[1], pop3: chosen[2], pop3s: chosen[3], submission: chosen[4],
            submissions: chosen[5])
    }

    private static func isFree(_ port: UInt16) -> Bool {
        let socket = LoopbackSocket.open()
        defer { close(socket) }
        var yes: CInt = 1
        setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<CInt>.size))
        return LoopbackSocket.call(bind, socket, port: port)
    }
}

enum LoopbackSocket {
    static func open() -> CInt { socket(AF_INET, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0) }

    /// `connect` or `bind` with 127.0.0.1.
    static func call(
        _ function: (CInt, UnsafePointer<sockaddr>, socklen_t) -> CInt, _ socket: CInt, port: UInt16
    ) -> Bool {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                function(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
