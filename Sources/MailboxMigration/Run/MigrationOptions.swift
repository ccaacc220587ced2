/// How a migration is done.
public struct MigrationOptions: Sendable {
    /// How much of what arrived is read back and compared.
    public enum Proof: String, CaseIterable, Sendable {
        case none
        /// Identifier, size, flags and date of every message.
        case envelope
        /// Every byte of every message as well.
        case full
    }

    public var proof: Proof = .envelope
    /// Try again what an earlier run gave up.
    public var retriesFailed = false

    public init() {}
}
