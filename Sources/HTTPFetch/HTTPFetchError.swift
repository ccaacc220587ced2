package import MailTransport

/// Why a document could not be fetched.
package enum HTTPFetchError: Error, Hashable, Sendable {
    case transport(TransportError)
    /// Not within the time given.
    case timedOut
    /// An answer that is not 200; 404 and 410 say that there is no such document.
    case status(Int)
    /// More hops than ``ByteLimits/httpRedirects``, or a redirect to itself.
    case tooManyRedirects
    /// A redirect leads from https to http, to a port that no web server has, or to something that is no URL.
    case redirectRefused(String)
    /// The URL is http, and nobody permitted that.
    case notSecure
    /// More header bytes than ``ByteLimits/httpHeaders`` or more body bytes than asked for.
    case tooLarge
    /// Encoded in a way we did not ask for (gzip and the like hide how large it gets).
    case encoded(String)
    /// Not HTTP, or it ended too early.
    case protocolViolation
}

/// A failed fetch, with the URLs that were asked until then.
package struct HTTPFetchFailure: Error, Hashable, Sendable {
    package let error: HTTPFetchError
    package let hops: [String]
}
