internal import MailCore
internal import MailTransport
internal import NIOCore
internal import NIOHTTP1

/// One request and its answer on a connection of its own.
struct HTTPExchange: Sendable {
    let url: HTTPURL
    let question: HTTPQuestion
    let maximumBody: Int

    func run(on eventLoop: any EventLoop, options: TransportOptions) async throws -> HTTPResponse {
        let response = AbandonableResult<HTTPResponse>()
        let target = TransportTarget(host: url.host, port: url.port, security: url.isSecure ? .tls : .plaintext)
        let maximumBody = maximumBody
        let connection = try await MailConnector.connect(to: target, on: eventLoop, options: options) { channel in
            try channel.pipeline.syncOperations.addHTTPClientHandlers(decoderLimitConfiguration: Self.limits)
            try channel.pipeline.syncOperations.addHandler(
                HTTPResponseHandler(response: response, maximumBody: maximumBody))
        }
        let channel = connection.channel
        channel.write(HTTPClientRequestPart.head(requestHead), promise: nil)
        if let content = question.content {
            channel.write(HTTPClientRequestPart.body(.byteBuffer(ByteBuffer(bytes: content.body))), promise: nil)
        }
        channel.writeAndFlush(HTTPClientRequestPart.end(nil), promise: nil)
        defer { channel.close(promise: nil) }
        return try await response.value()
    }

    /// Header and trailer together; NIO counts names and values.
    private static let limits = {
        var limits = NIOHTTPDecoderLimitConfiguration()
        limits.maxHeaderListSize = ByteLimits.httpHeaders
        return limits
    }()

    private var requestHead: HTTPRequestHead {
        var headers: HTTPHeaders = [
            "Host": url.authority, "Accept": question.accepted, "Accept-Encoding": "identity", "Connection": "close",
            "User-Agent": "Godwit",
        ]
        if let content = question.content {
            headers.add(name: "Content-Type", value: content.type)
            headers.add(name: "Content-Length", value: String(content.body.count))
        }
        return HTTPRequestHead(
            version: .http1_1, method: question.content == nil ? .GET : .POST, uri: url.target, headers: headers)
    }
}

/// What is kept of an answer.
struct HTTPResponse: Sendable {
    var status: Int
    var location: String?
    var body: [UInt8] = []
}
