internal import DNSResolution
public import MailCore

/// One search: whose settings are wanted, and what is looked up once for all sources that need it.
public struct Inquiry: Sendable {
    /// Whose settings are wanted.
    public let address: EmailAddress
    private let exchangers = SharedAnswer<Result<DNSAnswer<MailExchanger>, DNSError>>()

    /// Begins a search; nothing is asked yet.
    public init(about address: EmailAddress) { self.address = address }

    /// The hosts that take the domain's mail, preferred ones first. Asked once, whoever asks.
    func mailExchangers(through resolver: DNSResolver) async -> Result<DNSAnswer<MailExchanger>, DNSError> {
        let domain = address.domain
        let answer = await exchangers.value {
            do throws(DNSError) {
                var answer = try await resolver.mailExchangers(of: domain)
                // `.` says that the domain takes no mail (RFC 7505); other odd names lead nowhere.
                answer.records.removeAll { !HostName.isValid($0.host) }
                return .success(answer)
            } catch {
                return .failure(error)
            }
        }
        return answer ?? .failure(.timedOut)
    }
}
