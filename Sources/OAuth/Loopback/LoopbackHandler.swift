internal import MailCore
internal import NIOCore
internal import NIOHTTP1

/// One connection of a browser to the listener.
final class LoopbackHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let judge: JudgeHolder
    private let answer: AbandonableResult<Secret>
    private let language: Language
    private var target: String?

    init(judge: JudgeHolder, answer: AbandonableResult<Secret>, language: Language) {
        self.judge = judge
        self.answer = answer
        self.language = language
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): target = head.method == .GET ? head.uri : nil
        case .body: break
        case .end: reply(context: context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func reply(context: ChannelHandlerContext) {
        guard let target, let verdict = judge.verdict(on: target) else {
            return write(status: .notFound, page: nil, context: context) {}
        }
        let isDone = if case .success = verdict { true } else { false }
        let page = LoopbackPage(isDone: isDone, language: language)
        let answer = answer
        // The page first: nothing listens any more when the answer is known.
        write(status: isDone ? .ok : .badRequest, page: page, context: context) {
            answer.complete(with: verdict.mapError { $0 })
        }
    }

    private func write(
        status: HTTPResponseStatus, page: LoopbackPage?, context: ChannelHandlerContext,
        then done: @escaping @Sendable () -> Void
    ) {
        let body = ByteBuffer(string: page?.html ?? "")
        let headers: HTTPHeaders = [
            "Content-Type": "text/html; charset=utf-8", "Content-Length": String(body.readableBytes),
            "Connection": "close", "Cache-Control": "no-store", "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
        ]
        let head = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        let channel = context.channel
        context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in
            done()
            channel.close(promise: nil)
        }
    }
}
