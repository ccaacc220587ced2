internal import IMAPCodec
internal import MailCore

/// Untagged answers kept as values; bounded, whatever a server sends.
struct GatheredResponses {
    private(set) var untagged: [UntaggedResponse] = []
    private var weight = 0

    /// - Returns: false when they are more than ``ByteLimits/imapCollectedResponses``; nothing is added then.
    mutating func append(_ response: UntaggedResponse) -> Bool {
        guard response.weight <= ByteLimits.imapCollectedResponses - weight else { return false }
        weight += response.weight
        untagged.append(response)
        return true
    }
}
