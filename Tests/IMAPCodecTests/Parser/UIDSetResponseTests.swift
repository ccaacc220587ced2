import MailCore
import Testing

@testable import IMAPCodec

@Suite struct UIDSetResponseTests {
    @Test(arguments: [
        ("(EARLIER) 41,43:116,118", "41,43:116,118", true), ("405,407", "405,407", false), ("3", "3", false),
        ("(earlier) 1:4294967295", "1:4294967295", true), (" (EARLIER)  9:7", "7:9", true), ("() 1", "1", false),
        ("(X EARLIER Y) 1:2,2:3", "1:2,2:3", true),
    ])
    func vanished(arguments: String, uids: String, isEarlier: Bool) throws {
        let set = try #require(UIDSet(parsing: uids))
        #expect(untagged("* VANISHED \(arguments)") == .vanished(set, isEarlier: isEarlier))
    }

    @Test(arguments: [
        "* VANISHED", "* VANISHED ", "* VANISHED (EARLIER)", "* VANISHED (EARLIER 1", "* VANISHED 1:*", "* VANISHED 0",
        "* VANISHED 4294967296", "* VANISHED 1,", "* VANISHED x", "* ESEARCH UID ALL", "* ESEARCH UID ALL 1:*",
        "* ESEARCH (TAG \"A\" UID ALL 1", "* ESEARCH UID MIN", "* ESEARCH \"x\"",
    ])
    func unreadable(line: String) {
        #expect(untagged(line) == .other(name: "UNREADABLE"))
    }

    @Test(arguments: [
        ("(TAG \"A285\") UID ALL 4,8:10", "4,8:10"), ("UID ALL 1:4294967295", "1:4294967295"),
        ("(TAG \"A\") UID MIN 2 MAX 9 COUNT 3 ALL 2,5,9 MODSEQ 917162500", "2,5,9"), (" uid  all 7", "7"),
        ("(TAG \"A\") UID X-NEW (1 2) ALL 3", "3"),
    ])
    func searches(arguments: String, uids: String) throws {
        let set = try #require(UIDSet(parsing: uids))
        #expect(untagged("* ESEARCH \(arguments)") == .extendedSearch(set))
    }

    /// RFC 4731 §3.1: without a match there is no ALL.
    @Test(arguments: ["(TAG \"A\") UID", "UID", "UID COUNT 0"]) func nothingMatched(arguments: String) {
        #expect(untagged("* ESEARCH \(arguments)") == .extendedSearch(UIDSet()))
    }

    @Test(arguments: ["", " ", " (TAG \"A\")", " (TAG \"A\") ALL 1:3", " COUNT 3"])
    func sequenceNumbersAreNoIdentifiers(arguments: String) {
        #expect(untagged("* ESEARCH\(arguments)") == .other(name: "ESEARCH"))
    }

    /// The longest line there may be: what it costs follows its length, not what it stands for.
    @Test func longestLine() throws {
        let part = "1:4294967295,"
        let count = (ByteLimits.imapLine - 100) / part.utf8.count
        let line = "* VANISHED (EARLIER) " + String(repeating: part, count: count) + "5"
        guard case .vanished(let uids, true)? = untagged(line) else {
            Issue.record("not read")
            return
        }
        #expect(uids.ranges.count == count + 1)
        #expect(uids.count == UInt64(count) * UInt64(UInt32.max) + 1)
        #expect(UntaggedResponse.vanished(uids, isEarlier: true).weight < ByteLimits.imapLine * 2)
        #expect(uids.normalized.ranges == [1...UInt32.max])
    }

    @Test(arguments: [
        ("(UID 5 MODSEQ (12121130956))", UInt64(12_121_130_956)), ("(MODSEQ (1) UID 5)", 1),
        ("(MODSEQ (18446744073709551615) UID 5)", .max), ("(UID 5 MODSEQ (0))", nil), ("(UID 5 MODSEQ ())", nil),
        ("(UID 5 MODSEQ 7)", nil), ("(MODSEQ (18446744073709551616) UID 5)", nil), ("(MODSEQ (x) UID 5)", nil),
    ])
    func modSequences(items: String, value: UInt64?) {
        let attributes = fetch(items)
        #expect(attributes?.uid == UID(5))
        #expect(attributes?.modSeq == value.flatMap { ModSequence($0) })
    }

    @Test func modSequenceWithoutEnd() {
        #expect(untagged("* 1 FETCH (MODSEQ (5)") == .other(name: "UNREADABLE"))
    }
}
