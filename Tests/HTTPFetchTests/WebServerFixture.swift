import HTTPFetch
import MailTestServers
import MailTransport
import NIOPosix
import Testing

/// What tests of a fetch begin with: certificates for `localhost`, and a fetcher that trusts their authority.
struct WebServerFixture {
    let certificate: TestCertificateFiles
    private let folder: TemporaryFolder
    private let authority: TestCertificateAuthority

    init() throws {
        folder = try TemporaryFolder()
        authority = try TestCertificateAuthority(in: folder.path)
        certificate = try authority.issue(names: ["localhost"])
    }

    /// What a fetch fails with, or nil.
    func failure(
        of url: String, allowsPrivate: Bool = true, trustsFirstURL: Bool = false, maximumBody: Int = 1_000,
        timeout: Duration = .seconds(20)
    ) async throws -> HTTPFetchFailure? {
        do {
            _ = try await document(
                at: url, allowsPrivate: allowsPrivate, trustsFirstURL: trustsFirstURL, maximumBody: maximumBody,
                timeout: timeout)
            return nil
        } catch let failure as HTTPFetchFailure {
            return failure
        }
    }

    func document(
        at url: String, allowsPrivate: Bool = true, trustsFirstURL: Bool = false, maximumBody: Int = 1_000,
        timeout: Duration = .seconds(20)
    ) async throws -> HTTPDocument {
        let tls = try TLSContext(TLSConfiguration(extraRootsFile: authority.certificateFile))
        let fetcher = HTTPFetcher(
            on: MultiThreadedEventLoopGroup.singleton.any(),
            options: TransportOptions(tls: tls, allowsPrivateAddresses: allowsPrivate), trustsFirstURL: trustsFirstURL,
            maximumBody: maximumBody)
        return try await fetcher.get(#require(HTTPURL(url)), timeout: timeout)
    }
}
