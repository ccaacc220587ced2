public import MailCore

/// Something a provider allows only so much of.
public struct ProviderLimit: Hashable, Sendable {
    /// Raw values are the words in profiles and in JSON.
    public enum Name: String, Hashable, Sendable, CaseIterable {
        /// Connections of one account at a time.
        case connections
        /// Bytes read from one account over IMAP in 24 hours.
        case downloadBytesPerDay = "download-bytes-per-day"
        /// Bytes written to one account over IMAP in 24 hours.
        case uploadBytesPerDay = "upload-bytes-per-day"
        /// Bytes of one message that is appended.
        case appendBytes = "append-bytes"
        /// Folders of one account.
        case folders
    }

    /// What is limited, and so the unit.
    public var name: Name
    /// How much of it is allowed.
    public var value: UInt64
    /// When it does not hold for every account of the provider: for which.
    public var condition: LocalizedText?
}
