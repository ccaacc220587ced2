import IMAPCodec
import Testing

@testable import MailboxMigration

/// What servers really say, and what is made of it.
@Suite struct RefusalVerdictTests {
    private static func status(_ text: String, kind: StatusResponse.Kind = .no) -> StatusResponse {
        guard text.hasPrefix("["), let end = text.firstIndex(of: "]") else {
            return StatusResponse(kind: kind, text: Array(text.utf8))
        }
        let name = String(text[..<end].dropFirst())
        return StatusResponse(
            kind: kind, code: .other(name: name, text: ""),
            text: Array(text[end...].dropFirst().drop { $0 == " " }.utf8))
    }

    @Test(arguments: [
        ("[TOOBIG] Message size exceeding limit", RefusalVerdict.tooLarge),
        ("Message too large. https://support.google.com/mail/answer/6584#limit", .tooLarge),
        ("Maximum size of appendable message has been exceeded", .tooLarge),
        ("Message size exceeds fixed limit", .tooLarge),
        ("[LIMIT] Requested allocation size 2000 exceeds max mail size 1000", .tooLarge),
        ("[LIMIT] Mail size is larger than the maximum size allowed by server configuration", .tooLarge),
        ("literal size too large", .tooLarge),
        ("Quota limit will be exceeded", .noRoom),
        ("[OVERQUOTA] Quota exceeded (mailbox for user is full)", .noRoom),
        ("[OVERQUOTA] Not enough disk quota", .noRoom),
        ("[ALERT] You exceeded your mail quota.", .noRoom),
        ("Over quota", .noRoom),
        ("[UNAVAILABLE] Server error - Please try again later", .unavailable),
        ("[INUSE] Mailbox in use", .unavailable),
        ("[SERVERBUG] Internal error occurred. Refer to server log for more information.", .unavailable),
        ("[CONTACTADMIN] Something is broken", .unavailable),
        ("Server Unavailable. 15", .unavailable),
        ("Mailbox is locked", .unavailable),
        ("Message contains NUL characters", .badMessage),
        ("Message contains bare newlines", .badMessage),
        ("Message contains invalid header", .badMessage),
        ("Invalid Arguments: Unable to parse message", .badMessage),
        ("[CLIENTBUG] Additional arguments found after last expected argument", .badMessage),
        ("Message refused because it contains a virus", .badMessage),
        (#"Error in IMAP command APPEND: Invalid system flag \$NOTJUNK"#, .badFlag),
        ("[LIMIT] Too many user flags in mailbox", .badFlag),
        ("[TRYCREATE] Mailbox doesn't exist: Work", .mailboxGone),
        ("[NONEXISTENT] Unknown Mailbox: Work (Failure)", .mailboxGone),
        ("[NOPERM] Permission denied", .forbidden),
        ("[READ-ONLY] Mailbox is read-only", .forbidden),
        ("APPEND failed", .unclear),
        ("[CANNOT] Keyword not allowed", .unclear),
        ("[LIMIT] Too many keywords", .unclear),
        ("", .unclear),
    ])
    func `A refusal is about`(words: String, verdict: RefusalVerdict) {
        #expect(RefusalVerdict(Self.status(words)) == verdict)
        #expect(RefusalVerdict(Self.status(words, kind: .bad)) == verdict)
    }

    @Test(arguments: [
        ("[OVERQUOTA] Account exceeded command or bandwidth limits.", 3_600_000),
        ("Request is throttled. Suggested Backoff Time: 299609 milliseconds", 299_609),
        ("[THROTTLED] Slow down", nil),
        ("[LIMIT] UID FETCH Rate limit hit.", nil),
    ])
    func `A wish for a pause is heard before any code`(words: String, milliseconds: Int?) throws {
        guard case .throttled(let notice) = RefusalVerdict(Self.status(words)) else {
            Issue.record("\(RefusalVerdict(Self.status(words)))")
            return
        }
        #expect(notice.milliseconds == milliseconds)
    }

    @Test(arguments: [
        (#"Error in IMAP command APPEND: Invalid system flag \$NOTJUNK"#, "$NotJunk"),
        ("Keyword 'TEST:FLAG211' is not allowed", "TEST:FLAG211"),
        (#"Invalid flag "Work"."#, "Work"),
        ("Flag Works is not allowed", nil),
        ("Work is not allowed", nil),
        ("Some flag is not allowed", nil),
    ])
    func `The keyword that the words name is found`(words: String, name: String?) {
        let sent: Set<Flag> = [Flag("$NotJunk"), Flag("TEST:FLAG211"), Flag("Work")]
        let found = RefusalVerdict.keyword(blamedBy: Self.status(words, kind: .bad), among: sent)
        #expect(found?.rawValue == name)
    }

    @Test func `Phrases are in lower case, and none hides a longer one`() {
        for (index, phrase) in RefusalPhrase.all.enumerated() {
            #expect(phrase.words == phrase.words.lowercased() && !phrase.words.isEmpty)
            #expect(
                !RefusalPhrase.all.dropFirst(index + 1).contains { $0.words.contains(phrase.words) }, "\(phrase.words)")
        }
    }
}
