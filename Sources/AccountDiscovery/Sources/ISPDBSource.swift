internal import MailCore

/// Mozilla's database of providers. It is told the domain, never the address.
struct ISPDBSource: DiscoverySource {
    let name = SourceName.ispdb
    let environment: SourceEnvironment

    func target(for address: EmailAddress) -> String { environment.places.ispdb + address.domain }

    func ask(_ inquiry: Inquiry) async -> SourceAnswer {
        let address = inquiry.address
        return await environment.autoconfig(
            at: target(for: address), for: address, as: name, trust: .unverified([.thirdParty]))
    }
}
