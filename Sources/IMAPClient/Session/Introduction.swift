/// Commands that say who we are and what we make use of; no other one needs their answers to be sent.
struct Introduction: Sendable {
    let ids: [CommandPipeline.CommandID]
    /// Whether openings depend on it.
    let enables: Bool
}
