internal import NIOCore

/// A web server on a free port of 127.0.0.1 that answers each request with raw bytes and closes.
package enum HTTPTestServer {
    /// - Parameters:
    ///   - certificate: nil speaks plain HTTP.
    ///   - answer: gets the request target and the whole request with its body; nil never answers.
    @discardableResult
    package static func run<Value: Sendable>(
        certificate: TestCertificateFiles?, answer: @escaping @Sendable (_ target: String, _ head: String) -> String?,
        body: (UInt16) async throws -> Value
    ) async throws -> Value {
        try await TestListener.run(
            configure: { channel in
                if let certificate {
                    try channel.pipeline.syncOperations.addHandler(TestTLSHandler(certificate))
                }
                try channel.pipeline.syncOperations.addHandler(RequestHandler(answer: answer))
            }, body: body)
    }

    /// A complete answer.
    package static func response(
        _ status: Int = 200, headers: [String] = ["Content-Type: text/xml"], body: String = ""
    ) -> String {
        let lines = ["HTTP/1.1 \(status) Text", "Content-Length: \(body.utf8.count)", "Connection: close"] + headers
        return lines.map { $0 + "\r\n" }.joined() + "\r\n" + body
    }
}

private final class RequestHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let answer: @Sendable (String, String) -> String?
    private var received = ""

    init(answer: @escaping @Sendable (String, String) -> String?) { self.answer = answer }

    private var isComplete: Bool {
        guard let end = received.firstRange(of: "\r\n\r\n") else { return false }
        let lines = received[..<end.lowerBound].lowercased().split(separator: "\r\n")
        let length = lines.lazy.compactMap { line in
            line.hasPrefix("content-length: ") ? Int(line.dropFirst(16)) : nil
        }.first
        return received[end.upperBound...].utf8.count >= length ?? 0
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        received += String(buffer: unwrapInboundIn(data))
        guard isComplete else { return }
        let target = received.split(separator: " ").dropFirst().first.map(String.init) ?? ""
        let head = received
        received = ""
        guard let text = answer(target, head) else { return }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
        context.close(promise: nil)
    }
}
