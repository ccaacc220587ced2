internal import IMAPCodec
internal import MailCore
internal import MailTransport

/// Writes the dialogue of one connection into the transcript. Commands come from the encoder's own redacted text,
/// so a secret has no way in here.
struct DialogueLog: Sendable {
    let transcript: Transcript?
    let connection: String

    func client(_ text: String) {
        transcript?.record(.client, connection: connection, text)
    }

    func server(_ response: Response) {
        guard let transcript else { return }
        transcript.record(.server, connection: connection, Self.text(of: response))
    }

    func bodyBegins(_ attributes: FetchAttributes, size: UInt64) {
        guard let transcript else { return }
        transcript.record(
            .server, connection: connection, "* \(attributes.sequenceNumber) FETCH (… BODY[] {\(size)} …)")
    }

    func note(_ error: IMAPError) {
        guard let transcript else { return }
        transcript.record(.note, connection: connection, "connection ended: \(error)")
    }

    private static func text(of response: Response) -> String {
        switch response {
        case .tagged(let tag, let status): tag + " " + text(of: status)
        case .untagged(.status(let status)): "* " + text(of: status)
        // A SASL challenge may hold what the answer is made from.
        case .continuation: "+"
        case .untagged(let untagged): "* " + summary(of: untagged)
        }
    }

    private static func text(of status: StatusResponse) -> String {
        status.kind.rawValue + (status.code.map { " [\($0.name)]" } ?? "") + " " + DisplayText.clean(bytes: status.text)
    }

    private static func summary(of untagged: UntaggedResponse) -> String {
        switch untagged {
        case .status: ""
        case .capability(let capabilities): "CAPABILITY " + capabilities.map(\.rawValue).sorted().joined(separator: " ")
        case .enabled(let capabilities): "ENABLED " + capabilities.map(\.rawValue).sorted().joined(separator: " ")
        case .list(let listing), .lsub(let listing): "LIST \(listing.name.decoded)"
        case .namespace(let personal): "NAMESPACE \(personal.count)"
        case .mailboxStatus(let name, let status): "STATUS \(name.decoded) \(status.messages ?? 0)"
        case .quota(let resources): "QUOTA (\(resources.map(\.name).joined(separator: " ")))"
        case .flags(let flags): "FLAGS (\(flags.map(\.rawValue).joined(separator: " ")))"
        case .exists(let count): "\(count) EXISTS"
        case .expunge(let number): "\(number) EXPUNGE"
        case .search(let uids): "SEARCH (\(uids.count))"
        case .extendedSearch(let uids): "ESEARCH (\(uids.count))"
        case .vanished(let uids, _): "VANISHED (\(uids.count))"
        case .fetch(let attributes): "\(attributes.sequenceNumber) FETCH UID \(attributes.uid?.description ?? "?")"
        case .id: "ID"
        case .other(let name): name
        }
    }
}
