internal import MailCore
internal import MailTransport
internal import NIOCore
internal import NIOHTTP1

/// Collects one answer within the limits.
final class HTTPResponseHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart

    private let result: AbandonableResult<HTTPResponse>
    private let maximumBody: Int
    private var response: HTTPResponse?

    init(response: AbandonableResult<HTTPResponse>, maximumBody: Int) {
        self.result = response
        self.maximumBody = maximumBody
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        do throws(HTTPFetchError) {
            switch unwrapInboundIn(data) {
            case .head(let head): response = try begin(head)
            case .body(let bytes): try append(bytes)
            case .end: finish(context: context, .success(response))
            }
        } catch {
            finish(context: context, .failure(error))
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case let error as HTTPParserError where error == .headerOverflow:
            finish(context: context, .failure(HTTPFetchError.tooLarge))
        case let error as TransportError:
            finish(context: context, .failure(error))
        default:
            finish(context: context, .failure(HTTPFetchError.protocolViolation))
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        finish(context: context, .failure(HTTPFetchError.protocolViolation))
    }

    /// The first call counts; later ones find the result complete.
    private func finish(context: ChannelHandlerContext, _ outcome: Result<HTTPResponse?, any Error>) {
        result.complete(
            with: outcome.flatMap { response in
                response.map { .success($0) } ?? .failure(HTTPFetchError.protocolViolation)
            })
        context.close(promise: nil)
    }

    private func begin(_ head: HTTPResponseHead) throws(HTTPFetchError) -> HTTPResponse {
        if let encoding = head.headers["Content-Encoding"].first(where: { $0.lowercased() != "identity" })
            ?? head.headers["Transfer-Encoding"].first(where: { $0.lowercased() != "chunked" })
        {
            throw .encoded(DisplayText.clean(encoding))
        }
        // Said to be too large, it need not be read to know.
        if let length = head.headers.first(name: "Content-Length").flatMap({ Int($0) }), length > maximumBody {
            throw .tooLarge
        }
        return HTTPResponse(status: Int(head.status.code), location: head.headers.first(name: "Location"))
    }

    private func append(_ bytes: ByteBuffer) throws(HTTPFetchError) {
        guard bytes.readableBytes <= maximumBody - (response?.body.count ?? 0) else { throw .tooLarge }
        response?.body += bytes.readableBytesView
    }
}
