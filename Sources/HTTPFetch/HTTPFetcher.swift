internal import MailCore
package import MailTransport
package import NIOCore

/// Small documents over HTTP: https with verified certificates, few redirects, bounded in bytes and time.
package struct HTTPFetcher: Sendable {
    private let eventLoop: any EventLoop
    private let options: TransportOptions
    /// The user typed the first URL: it may be http and lead to a private address. What it redirects to may not.
    private let trustsFirstURL: Bool
    /// The first URL may be http, and so may those it leads to; the document is then not secure.
    private let permitsPlainHTTP: Bool
    private let maximumBody: Int

    package init(
        on eventLoop: any EventLoop, options: TransportOptions, trustsFirstURL: Bool = false,
        permitsPlainHTTP: Bool = false, maximumBody: Int = ByteLimits.configurationDocument
    ) {
        self.eventLoop = eventLoop
        self.options = options
        self.trustsFirstURL = trustsFirstURL
        self.permitsPlainHTTP = permitsPlainHTTP
        self.maximumBody = maximumBody
    }

    /// Fetches a document within `timeout`, redirects included. Private addresses are refused as the transport
    /// options say, at every hop.
    package func get(_ url: HTTPURL, timeout: Duration) async throws(HTTPFetchFailure) -> HTTPDocument {
        try await ask(.xml, of: url, timeout: timeout)
    }

    /// As ``get(_:timeout:)``, for other kinds of documents and for questions that send something. Where a redirect
    /// leads, the same is sent again, except after 303 (RFC 9110 §15.4).
    package func ask(
        _ question: HTTPQuestion, of url: HTTPURL, timeout: Duration
    ) async throws(HTTPFetchFailure) -> HTTPDocument {
        let trail = Trail()
        do {
            return try await withDeadline(timeout) { try await follow(url, asking: question, trail: trail) }
        } catch {
            throw HTTPFetchFailure(error: Self.cause(of: error), hops: trail.hops)
        }
    }

    /// Sends one question and takes whatever is answered, within `timeout`: what is sent may be a secret, so no
    /// redirect is followed.
    package func send(
        _ question: HTTPQuestion, to url: HTTPURL, timeout: Duration
    ) async throws(HTTPFetchError) -> HTTPAnswer {
        guard url.isSecure else { throw .notSecure }
        let exchange = HTTPExchange(url: url, question: question, maximumBody: maximumBody)
        do {
            let response = try await withDeadline(timeout) { try await exchange.run(on: eventLoop, options: options) }
            return HTTPAnswer(status: response.status, body: response.body)
        } catch {
            throw Self.cause(of: error)
        }
    }

    private func follow(
        _ start: HTTPURL, asking question: HTTPQuestion, trail: Trail
    ) async throws -> HTTPDocument {
        guard start.isSecure || trustsFirstURL || permitsPlainHTTP else { throw HTTPFetchError.notSecure }
        var url = start
        var question = question
        var options = options
        let allowsPrivateAddresses = options.allowsPrivateAddresses
        options.allowsPrivateAddresses = allowsPrivateAddresses || trustsFirstURL
        for _ in 0...ByteLimits.httpRedirects {
            guard trail.add(url.description) else { throw HTTPFetchError.tooManyRedirects }
            let response = try await HTTPExchange(url: url, question: question, maximumBody: maximumBody)
                .run(on: eventLoop, options: options)
            switch response.status {
            case 200:
                return HTTPDocument(body: response.body, hops: trail.hops, isSecure: start.isSecure)
            case 301, 302, 303, 307, 308:
                let next = try Self.next(
                    after: url, location: response.location ?? "", allowsAnyPort: allowsPrivateAddresses)
                if next.host != url.host { options.allowsPrivateAddresses = allowsPrivateAddresses }
                url = next
                if response.status == 303 { question.content = nil }
            default:
                throw HTTPFetchError.status(response.status)
            }
        }
        throw HTTPFetchError.tooManyRedirects
    }

    /// Never from https to http. To another port only where private hosts may be reached: elsewhere it is no web server
    /// that one is sent to.
    private static func next(
        after url: HTTPURL, location: String, allowsAnyPort: Bool
    ) throws(HTTPFetchError) -> HTTPURL {
        guard let next = url.resolving(location), next.isSecure || !url.isSecure,
            allowsAnyPort || next.usesDefaultPort || (next.host, next.port) == (url.host, url.port)
        else { throw .redirectRefused(DisplayText.clean(location)) }
        return next
    }

    private static func cause(of error: any Error) -> HTTPFetchError {
        switch error {
        case let error as HTTPFetchError: error
        case let error as TransportError: .transport(error)
        case is DeadlineExceeded, is CancellationError: .timedOut
        default: .protocolViolation
        }
    }
}
