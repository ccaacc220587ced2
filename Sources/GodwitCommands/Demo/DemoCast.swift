internal import MailCore
internal import ProviderSandbox

/// Who moves from where to where.
struct DemoCast: Sendable {
    let sites: [SandboxSite]
    private let newName: String

    /// - Parameter fault: at the new provider.
    init(from old: SandboxPersonality, to new: SandboxPersonality, fault: SandboxFault?) {
        let faults = fault.map { [MailProtocol.imap: [$0]] } ?? [:]
        if old.id == new.id {
            // Within one provider alice moves to an account of another name.
            newName = "bob"
            sites = [SandboxSite(old, users: ["alice", newName], faults: faults)]
        } else {
            newName = "alice"
            sites = [SandboxSite(old), SandboxSite(new, faults: faults)]
        }
    }

    func users(of network: SandboxNetwork) -> (source: SandboxUser, target: SandboxUser) {
        let providers = network.providers
        return (providers[0].user("alice"), providers[providers.count - 1].user(newName))
    }
}
