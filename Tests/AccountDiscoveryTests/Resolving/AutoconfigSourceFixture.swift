import HTTPFetch
import MailTransport
import NIOPosix

enum AutoconfigSourceFixture {
    static func fetcher(_ options: TransportOptions) -> HTTPFetcher {
        HTTPFetcher(on: MultiThreadedEventLoopGroup.singleton.any(), options: options)
    }
}
