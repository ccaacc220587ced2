import MailTestServers
import NIOCore
import NIOPosix
import Testing

@Suite struct ScriptedServerTests {
    /// Connects, says all lines at once, and returns what the server said until it closed.
    private func say(_ text: String, to port: UInt16) async throws -> String {
        let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(host: "127.0.0.1", port: Int(port)) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: text))
            var answer = ""
            for try await bytes in inbound { answer += String(buffer: bytes) }
            return answer
        }
    }

    @Test func `Each connection gets its dialogue`() async throws {
        try await ScriptedServer.withServer(
            "S: * OK one\nlogout", "S: * OK two\nC: TAG NOOP\nS: TAG OK\nclose"
        ) { port in
            let first = try await say("a LOGOUT\r\n", to: port)
            let second = try await say("b NOOP\r\n", to: port)
            #expect(first == "* OK one\r\n* BYE see you\r\na OK done\r\n")
            #expect(second == "* OK two\r\nb OK\r\n")
        }
    }

    @Test func `What the client said wrong is told beside what was expected`() async throws {
        await #expect {
            try await ScriptedServer.withServer("S: * OK\nC: TAG NOOP") { port in
                _ = try await say("a LIST\r\n", to: port)
            }
        } throws: { error in
            guard case DialogueError.unexpected("TAG NOOP", received: "a LIST") = error else { return false }
            return true
        }
    }

    @Test func `A connection that nobody made is an error`() async throws {
        await #expect {
            try await ScriptedServer.withServer("S: * OK") { _ in }
        } throws: { error in
            guard case DialogueError.connections(expected: 1, made: 0) = error else { return false }
            return true
        }
    }
}
