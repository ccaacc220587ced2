/// Words by which a known server refuses a message, in lower case, and what they mean. Only the part that stays the
/// same is kept; the first match counts, so longer phrases come before those they contain.
struct RefusalPhrase: Hashable, Sendable {
    let words: String
    let meaning: RefusalVerdict

    static let all: [RefusalPhrase] = google + microsoft + cyrus + dovecot + others

    private static let google = [
        RefusalPhrase(words: "unable to parse message", meaning: .badMessage)
    ]

    private static let microsoft = [
        RefusalPhrase(words: "maximum size of appendable message", meaning: .tooLarge),
        // With a number behind it, and no response code.
        RefusalPhrase(words: "server unavailable", meaning: .unavailable),
    ]

    private static let cyrus = [
        RefusalPhrase(words: "message contains nul characters", meaning: .badMessage),
        RefusalPhrase(words: "message contains bare newlines", meaning: .badMessage),
        RefusalPhrase(words: "message contains invalid header", meaning: .badMessage),
        RefusalPhrase(words: "message contains non-ascii characters", meaning: .badMessage),
        RefusalPhrase(words: "message size exceeds fixed limit", meaning: .tooLarge),
        RefusalPhrase(words: "too many user flags in mailbox", meaning: .badFlag),
        RefusalPhrase(words: "mailbox is locked", meaning: .unavailable),
        RefusalPhrase(words: "system i/o error", meaning: .unavailable),
    ]

    private static let dovecot = [
        RefusalPhrase(words: "larger than the maximum size allowed", meaning: .tooLarge),
        RefusalPhrase(words: "exceeds max mail size", meaning: .tooLarge),
        RefusalPhrase(words: "invalid system flag", meaning: .badFlag),
        RefusalPhrase(words: "invalid keyword", meaning: .badFlag),
        RefusalPhrase(words: "keyword length too long", meaning: .badFlag),
        RefusalPhrase(words: "keyword name too long", meaning: .badFlag),
    ]

    private static let others = [
        // Courier.
        RefusalPhrase(words: "exceeded your mail quota", meaning: .noRoom),
        RefusalPhrase(words: "quota exceeded", meaning: .noRoom),
        RefusalPhrase(words: "over quota", meaning: .noRoom),
        RefusalPhrase(words: "not enough disk quota", meaning: .noRoom),
        RefusalPhrase(words: "quota limit will be exceeded", meaning: .noRoom),
        RefusalPhrase(words: "mailbox is full", meaning: .noRoom),
        RefusalPhrase(words: "message too large", meaning: .tooLarge),
        RefusalPhrase(words: "message too big", meaning: .tooLarge),
        RefusalPhrase(words: "message size exceed", meaning: .tooLarge),
        RefusalPhrase(words: "literal size too large", meaning: .tooLarge),
        // Yahoo, of a message whose last line has no end.
        RefusalPhrase(words: "additional arguments found after last expected argument", meaning: .badMessage),
        RefusalPhrase(words: "contains a virus", meaning: .badMessage),
    ]
}
