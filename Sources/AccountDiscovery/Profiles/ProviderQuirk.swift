/// A way in which a provider's servers differ from the standards. Raw values are the words in profiles and in JSON;
/// what a server says itself comes before what is noted here.
public enum ProviderQuirk: String, Hashable, Sendable, CaseIterable {
    /// No folder is opened until the client has sent ID (RFC 2971).
    case requiresID = "requires-id"
    /// SASL-IR (RFC 4959) is announced, and an initial response refused.
    case falseInitialResponse = "false-initial-response"
    /// AUTHENTICATE PLAIN may be refused where LOGIN works.
    case loginCommandOnly = "login-command-only"
    /// XOAUTH2 wants the response in a line of its own.
    case twoLineXOAUTH2 = "two-line-xoauth2"
    /// A label is a folder: one message is in several, and in one folder of everything.
    case labelsAreFolders = "labels-are-folders"
    /// POP3 shows mail in slices, and no more once it was read.
    case hidesReadMail = "hides-read-mail"
    /// SEARCH may find too much, or refuse what the standard allows.
    case unreliableSearch = "unreliable-search"
    /// Messages come back through `BODY.PEEK[]` only; `RFC822` returns nothing.
    case noRFC822Fetch = "no-rfc822-fetch"
    /// A message that cannot be read is replaced by one that says so.
    case placeholderMessages = "placeholder-messages"
    /// Header fields change when a message is appended.
    case rewritesHeaders = "rewrites-headers"
    /// A message that is appended has to end with a line end.
    case requiresFinalLineEnd = "requires-final-line-end"
    /// Commands longer than 1,000 bytes are refused.
    case shortCommands = "short-commands"
    /// Keywords of the client's own are not kept.
    case noKeywords = "no-keywords"
    /// Replies may be GBK instead of UTF-8.
    case repliesInGBK = "replies-in-gbk"
    /// RFC822.SIZE differs from the bytes that come.
    case inexactSize = "inexact-size"
    /// A mailbox lives in one region, and the servers of the others refuse its login.
    case regionalServers = "regional-servers"
}
