import MailCore
import Testing

@testable import IMAPCodec

@Suite struct CommandTests {
    private static func encode(_ command: Command, _ literals: LiteralSupport = .synchronizing) throws -> (
        wire: [String], shown: String
    ) {
        let buffer = try command.encode(tag: "A1", literals: literals)
        return (buffer.segments.map { String(decoding: $0, as: UTF8.self) }, buffer.transcript)
    }

    private static let everything: StatusItems = [.messages, .uidNext, .uidValidity, .highestModSeq]
    private static let uids = UIDSet([1, 2, 3, 9].compactMap { UID($0) })

    @Test(arguments: [
        (Command.capability, "CAPABILITY"), (.startTLS, "STARTTLS"), (.namespace, "NAMESPACE"), (.unselect, "UNSELECT"),
        (.noop, "NOOP"), (.logout, "LOGOUT"), (.list(pattern: "*", ListReturn()), "LIST \"\" \"*\""),
        (.list(pattern: "%", ListReturn(specialUse: true)), "LIST \"\" \"%\" RETURN (SPECIAL-USE)"),
        (
            .list(pattern: "*", ListReturn(specialUse: true, subscribed: true, status: everything)),
            "LIST \"\" \"*\" RETURN (SPECIAL-USE SUBSCRIBED STATUS (MESSAGES UIDNEXT UIDVALIDITY HIGHESTMODSEQ))"
        ),
        (.lsub(pattern: "*"), "LSUB \"\" \"*\""),
        (.examine(.inbox), "EXAMINE INBOX"), (.select(MailboxName(decoded: "Sent Items")), "SELECT \"Sent Items\""),
        (.examine(.inbox, .condStore), "EXAMINE INBOX (CONDSTORE)"),
        (.subscribe(MailboxName(decoded: "已发送")), "SUBSCRIBE &XfJT0ZAB-"),
        (.create(MailboxName(decoded: "a/b"), nil), "CREATE a/b"),
        (.create(MailboxName(decoded: "Sent"), .sent), "CREATE Sent (USE (\\Sent))"),
        (.uidSearch(uids), "UID SEARCH UID 1:3,9"),
        (.uidSearch(uids, returnsRanges: true), "UID SEARCH RETURN (ALL) UID 1:3,9"),
        (.uidExpunge(uids), "UID EXPUNGE 1:3,9"),
        (.uidCopy(uids, MailboxName(decoded: "a b")), "UID COPY 1:3,9 \"a b\""),
        (.uidMove(uids, .inbox), "UID MOVE 1:3,9 INBOX"),
        (
            .uidStore(uids, .add([.seen, Flag("$Junk"), Flag("a b")]), unchangedSince: nil),
            "UID STORE 1:3,9 +FLAGS.SILENT (\\Seen $Junk)"
        ),
        (.uidStore(uids, .remove([.deleted]), unchangedSince: nil), "UID STORE 1:3,9 -FLAGS.SILENT (\\Deleted)"),
        (.uidFetch(uids, []), "UID FETCH 1:3,9 (UID)"), (.uidFetch(uids, .body), "UID FETCH 1:3,9 (UID BODY.PEEK[])"),
        (
            .uidFetch(uids, [.flags, .internalDate, .size, .header]),
            "UID FETCH 1:3,9 (UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER])"
        ),
        (.status(MailboxName(decoded: "a b"), .messages), "STATUS \"a b\" (MESSAGES)"),
        (.status(.inbox, everything), "STATUS INBOX (MESSAGES UIDNEXT UIDVALIDITY HIGHESTMODSEQ)"),
        (.enable([.condStore, .qResync]), "ENABLE CONDSTORE QRESYNC"), (.id([]), "ID NIL"),
        (.id([("name", "Godwit"), ("vendor", "")]), "ID (\"name\" \"Godwit\" \"vendor\" NIL)"),
        (.id([("name", "a\"b\\c")]), "ID (\"name\" \"a\\\"b\\\\c\")"),
        (.authenticate(mechanism: "PLAIN", initialResponse: nil), "AUTHENTICATE PLAIN"),
    ])
    func wireForms(command: Command, expected: String) throws {
        let encoded = try Self.encode(command)
        #expect(encoded.wire == ["A1 \(expected)\r\n"])
        #expect(expected.hasPrefix(command.name))
    }

    @Test func resynchronizing() throws {
        let modSeq = try #require(ModSequence(90_060_115_205_545_359))
        let point = ResyncPoint(uidValidity: UIDValidity(7), modSeq: modSeq, knownUIDs: UIDSet())
        let known = ResyncPoint(uidValidity: UIDValidity(7), modSeq: modSeq, knownUIDs: Self.uids)
        let commands: [(Command, String)] = [
            (.select(.inbox, .quickResync(point)), "SELECT INBOX (QRESYNC (7 90060115205545359))"),
            (.examine(.inbox, .quickResync(known)), "EXAMINE INBOX (QRESYNC (7 90060115205545359 1:3,9))"),
            (
                .uidStore(Self.uids, .replace([]), unchangedSince: modSeq),
                "UID STORE 1:3,9 (UNCHANGEDSINCE 90060115205545359) FLAGS.SILENT ()"
            ),
            (
                .uidFetch(Self.uids, [.flags, .modSeq], ChangedSince(modSeq)),
                "UID FETCH 1:3,9 (UID FLAGS MODSEQ) (CHANGEDSINCE 90060115205545359)"
            ),
            (
                .uidFetch(Self.uids, .flags, ChangedSince(modSeq, tellsVanished: true)),
                "UID FETCH 1:3,9 (UID FLAGS) (CHANGEDSINCE 90060115205545359 VANISHED)"
            ),
        ]
        for (command, expected) in commands { #expect(try Self.encode(command).wire == ["A1 \(expected)\r\n"]) }
    }

    @Test func identityHasAtMostThirtyFields() throws {
        let wire = try Self.encode(.id((1...31).map { ("f\($0)", "v") })).wire.joined()
        #expect(wire.contains("\"f30\""))
        #expect(!wire.contains("\"f31\""))
    }

    @Test(arguments: [
        ("alice", "pass", ["A1 LOGIN alice pass\r\n"]), ("a@b.org", "p w", ["A1 LOGIN a@b.org \"p w\"\r\n"]),
        ("a", "", ["A1 LOGIN a \"\"\r\n"]), ("a", "q\"\\", ["A1 LOGIN a \"q\\\"\\\\\"\r\n"]),
        ("nil", "NIL", ["A1 LOGIN \"nil\" \"NIL\"\r\n"]),
        ("a", "密", ["A1 LOGIN a {3}\r\n", "密\r\n"]), ("王", "密", ["A1 LOGIN {3}\r\n", "王 {3}\r\n", "密\r\n"]),
    ])
    func logins(username: String, password: String, wire: [String]) throws {
        let encoded = try Self.encode(.login(username: username, password: Secret(password)))
        #expect(encoded.wire == wire)
    }

    @Test(arguments: ["hunter2", "hunter 2", "hunter2密码", String(repeating: "hunter2", count: 200)])
    func secretsAreNeverShown(password: String) throws {
        for literals in [LiteralSupport.synchronizing, .nonSynchronizingUpTo4096, .nonSynchronizing] {
            let login = try Self.encode(.login(username: "alice", password: Secret(password)), literals)
            #expect(login.shown == "A1 LOGIN alice ‹secret›\r\n")
            #expect(login.wire.joined().contains("hunter"))
        }
        let authenticate = try Self.encode(.authenticate(mechanism: "PLAIN", initialResponse: Secret("AGEAYg==")))
        #expect(authenticate.wire == ["A1 AUTHENTICATE PLAIN AGEAYg==\r\n"])
        #expect(authenticate.shown == "A1 AUTHENTICATE PLAIN ‹secret›\r\n")
    }

    @Test func emptyInitialResponseIsAnEqualsSign() throws {
        #expect(
            try Self.encode(.authenticate(mechanism: "X", initialResponse: Secret(""))).wire == [
                "A1 AUTHENTICATE X =\r\n"
            ])
    }

    @Test(arguments: ["\0", "\r", "\n", "a\r\nA2 DELETE INBOX", "ok\0"])
    func smugglingIsRefused(text: String) {
        let mailbox = MailboxName(wire: Array(text.utf8))
        let commands: [Command] = [
            .login(username: text, password: Secret("x")), .login(username: "a", password: Secret(text)),
            .select(mailbox),
            .examine(mailbox), .create(mailbox, nil), .subscribe(mailbox), .uidMove(Self.uids, mailbox),
            .uidCopy(Self.uids, mailbox), .status(mailbox, .messages),
            .list(pattern: text, ListReturn(specialUse: true)),
            .lsub(pattern: text), .id([(text, "x")]), .id([("name", text)]),
        ]
        #expect(!mailbox.isSendable)
        for command in commands {
            for literals in [LiteralSupport.synchronizing, .nonSynchronizing] {
                #expect(throws: CommandEncodingError.forbiddenByte) {
                    try command.encode(tag: "A1", literals: literals)
                }
            }
        }
    }
}
