import MailTestServers
import NIOCore
import NIOPosix

/// How fast a target can take the mail at all: all messages, which are in memory already, over four connections that are
/// never idle, in MULTIAPPENDs (RFC 3502), or in single ones where the server has none. Nothing is read, recorded,
/// ordered or proven: nobody who copies can be faster. It waits for no more than every client has to: the greeting, and the
/// answer to the login, without which nobody knows what the server can do (RFC 9051 §6.1.1).
struct LimitProbe {
    private static let connections = 4
    private static let messagesInCommand = 100
    private static let bytesInCommand = 8 << 20

    private let parts: [Part]
    private let folders: [String]

    /// What one connection says, in pieces to be written.
    private struct Part: Sendable {
        var commands: [ByteBuffer] = []
        var lastTag = ""
    }

    /// - Parameter takesMany: whether the target has MULTIAPPEND.
    init(reading store: some MailStore, takesMany: Bool) throws {
        folders = try store.folders()
        var messages: [(folder: String, message: TestMessage)] = []
        for folder in folders { try store.forEachMessage(in: folder) { messages.append((folder, $0)) } }
        let share = messages.reduce(0) { $0 + $1.message.bytes.count } / Self.connections + 1
        var parts: [Part] = []
        var rest = messages[...]
        while !rest.isEmpty {
            var size = 0
            let part = rest.prefix { entry in
                defer { size += entry.message.bytes.count }
                return size < share
            }
            parts.append(Self.part(part, takesMany: takesMany))
            rest = rest.dropFirst(part.count)
        }
        self.parts = parts
    }

    private static func part(_ messages: ArraySlice<(folder: String, message: TestMessage)>, takesMany: Bool) -> Part {
        var part = Part()
        var rest = messages
        while let first = rest.first {
            var size = 0
            let command = rest.prefix(takesMany ? messagesInCommand : 1).prefix { entry in
                defer { size += entry.message.bytes.count }
                return entry.folder == first.folder && (size == 0 || size < bytesInCommand)
            }
            part.lastTag = "A\(part.commands.count)"
            var buffer = ByteBuffer(string: "\(part.lastTag) APPEND \(quoted(first.folder))")
            for (_, message) in command {
                let flags = message.flags.sorted().joined(separator: " ")
                buffer.writeString(" (\(flags)) \"\(IMAPDate.text(message.date))\" {\(message.bytes.count)+}\r\n")
                buffer.writeBytes(message.bytes)
            }
            buffer.writeString("\r\n")
            part.commands.append(buffer)
            rest = rest.dropFirst(command.count)
        }
        return part
    }

    private static func quoted(_ folder: String) -> String { "\"\(ModifiedUTF7.encoded(folder))\"" }

    /// - Returns: seconds, the login included.
    func run(port: UInt16, user: String, password: String) async throws -> Double {
        let clock = ContinuousClock()
        let start = clock.now
        let create = Part(
            commands: folders.filter { $0 != "INBOX" }.enumerated().map {
                ByteBuffer(string: "A\($0.offset) CREATE \(Self.quoted($0.element))\r\n")
            }, lastTag: "A\(folders.count - 2)")
        if folders.count > 1 { try await Self.say(create, port: port, user: user, password: password) }
        try await withThrowingTaskGroup { group in
            for part in parts { group.addTask { try await Self.say(part, port: port, user: user, password: password) } }
            try await group.waitForAll()
        }
        return (clock.now - start) / .seconds(1)
    }

    private static func say(_ part: Part, port: UInt16, user: String, password: String) async throws {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let loggedIn = loop.makePromise(of: Void.self)
        let done = loop.makePromise(of: Void.self)
        let login = "L LOGIN \"\(user)\" \"\(password)\"\r\n"
        let channel = try await ClientBootstrap(group: loop)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        AnswerHandler(login: login, loggedIn, lastTag: part.lastTag, done))
                }
            }
            .connect(host: "127.0.0.1", port: Int(port)).get()
        try await loggedIn.futureResult.get()
        for command in part.commands { try await channel.writeAndFlush(command) }
        try await done.futureResult.get()
        try await channel.close()
    }
}

/// Logs in when the server has greeted, and looks for the answer to the last command; any refusal ends the probe.
private final class AnswerHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let login: String
    private let loggedIn: EventLoopPromise<Void>
    private let lastTag: String
    private let done: EventLoopPromise<Void>
    private var isGreeted = false
    private var line = ""

    init(login: String, _ loggedIn: EventLoopPromise<Void>, lastTag: String, _ done: EventLoopPromise<Void>) {
        self.login = login
        self.loggedIn = loggedIn
        self.lastTag = lastTag
        self.done = done
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        line += String(buffer: unwrapInboundIn(data))
        while let end = line.utf8.firstIndex(of: 10) {
            take(line[..<end], context)
            line = String(line[line.utf8.index(after: end)...])
        }
    }

    func channelInactive(context: ChannelHandlerContext) { fail(BenchmarkError("the server hung up")) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { fail(error) }

    private func take(_ line: Substring, _ context: ChannelHandlerContext) {
        guard isGreeted else {
            isGreeted = true
            return context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: login)), promise: nil)
        }
        let words = line.split(separator: " ", maxSplits: 2)
        guard words.count > 1, words[0] != "*" else { return }
        // Most servers make folders that are there already a refusal.
        if words[1] != "OK", words[0] == "L" || !line.contains("exist") {
            return fail(BenchmarkError(String(line)))
        }
        if words[0] == "L" { loggedIn.succeed() }
        if words[0] == lastTag { done.succeed() }
    }

    private func fail(_ error: any Error) {
        loggedIn.fail(error)
        done.fail(error)
    }
}
