/// Every size limit, in bytes unless the name says otherwise. Each is tested at its edges by the layer that
/// enforces it.
public enum ByteLimits {
    /// Longest IMAP response line outside literals. FETCH and LIST lines of real servers stay far below; ESEARCH
    /// and VANISHED lines of huge folders do not, so this is generous.
    public static let imapLine = 1 << 20
    /// Most bytes of one response's literals that are kept in memory as values (folder names, header fields).
    /// Message bodies are streamed and have no part in this.
    public static let imapInlineLiteral = 1 << 20
    /// Largest message that is copied: 2 GiB - 1, the largest literal many servers can count.
    public static let message: UInt64 = 0x7FFF_FFFF
    /// Longest line of an answer of POP3 or SMTP, outside messages. RFC 5034 §4 and RFC 4954 §4 let challenges be 12,288
    /// bytes long; everything else is far shorter.
    public static let replyLine = 16 << 10
    /// Most lines of one answer of SMTP, or of POP3's list of capabilities (count).
    public static let replyLines = 1_000
    /// Longest answer of SMTP, all lines together.
    public static let replyText = 256 << 10
    /// Most lines of one listing of POP3, which come one a message (count).
    public static let listingLines = 5_000_000
    /// Deepest nesting of parentheses in one IMAP response (levels).
    public static let imapNesting = 64
    /// Most literals in one IMAP response (count).
    public static let imapLiteralsPerResponse = 1_000
    /// Bytes of untagged data one command may collect as values.
    public static let imapCollectedResponses = 64 << 20
    /// Most folders in one account (count).
    public static let mailboxes = 50_000
    /// Longest text kept of what a server said.
    public static let serverText = 2_048
    /// Largest configuration document fetched or read.
    public static let configurationDocument = 256 << 10
    /// Most hops a configuration document may take (count).
    public static let httpRedirects = 3
    /// Largest HTTP header block.
    public static let httpHeaders = 32 << 10
    /// Most records taken from one DNS answer (count).
    public static let dnsRecords = 128
    /// Most lines kept in a transcript (count).
    public static let transcriptLines = 10_000
    /// Longest password or token read from a file, a command or the terminal.
    public static let secret = 16 << 10
}
