import IMAPCodec
import Testing

@testable import MailboxMigration

@Suite struct MailboxMappingTests {
    private static let slash = NamingScheme.slash
    private static let courier = NamingScheme.courier
    private static let dot = NamingScheme.dot
    private static let flat = NamingScheme.flat

    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let from: NamingScheme
        let to: NamingScheme
        let target: String

        init(_ name: String, _ from: NamingScheme, _ to: NamingScheme, _ target: String) {
            self.name = name
            self.from = from
            self.to = to
            self.target = target
        }

        var testDescription: String { "\(name) → \(target)" }
    }

    @Test(arguments: [
        Case("INBOX", slash, courier, "INBOX"),
        Case("INBOX", courier, slash, "INBOX"),
        Case("Work/2024", slash, slash, "Work/2024"),
        Case("Work/2024", slash, courier, "INBOX.Work.2024"),
        Case("INBOX.Work.2024", courier, slash, "Work/2024"),
        Case("INBOX.Work.2024", courier, courier, "INBOX.Work.2024"),
        Case("工作/合同", slash, courier, "INBOX.工作.合同"),
        Case("Tom & Jerry/&", slash, dot, "Tom & Jerry.&"),
        // The target's separator inside a level must not make a level of its own.
        Case("v1.2/final", slash, dot, "v1‹2E›2.final"),
        Case("INBOX.a/b", courier, slash, "a‹2F›b"),
        // Children of INBOX are beside it where everything is below INBOX already.
        Case("INBOX/Lists", slash, courier, "INBOX.Lists"),
        Case("INBOX/Lists", slash, slash, "INBOX/Lists"),
        // A flat target has no levels, so their divider is what must be replaced.
        Case("Work/2024", slash, flat, "Work‹2F›2024"),
        Case("Work/2024", flat, slash, "Work‹2F›2024"),
        Case("Work‹2F›2024", flat, slash, "Work/2024"),
        // Only what must be replaced is.
        Case("100%/a=20b \\*?_x", slash, slash, "100%/a=20b \\*?_x"),
    ])
    func namesFollowTheTargetsSpelling(_ example: Case) throws {
        let mapping = MailboxMapping(source: example.from, target: example.to, targetListings: [])
        let mapped = try mapping.map([listing(example.name, example.from)])
        #expect(mapped.map(\.target.decoded) == [example.target])
        #expect(mapped.map { $0.create != nil } == [example.target != "INBOX"])
    }

    @Test func inboxComesFirstAndParentsWithoutMailAreLeftOut() throws {
        let mapped = try map([
            listing("a"), listing("parent", attributes: ["\\Noselect"]), listing("INBOX"), listing("parent/b"),
        ])
        #expect(mapped.map(\.target.decoded) == ["INBOX", "a", "parent/b"])
    }

    @Test func anExistingFolderIsNotMade() throws {
        let mapped = try map(
            [listing("a"), listing("b")], onto: [listing("a"), listing("b", attributes: ["\\Noselect"])])
        #expect(mapped.map { $0.create == nil } == [true, false])
    }

    @Test(
        arguments: [
            // The use decides where the name does not.
            (["Gesendet": "\\Sent"], ["Sent": "\\Sent"], ["Sent"]),
            // The same name wins over the use.
            (["Sent": "\\Sent"], ["Sent": "", "Sent Items": "\\Sent"], ["Sent"]),
            // Without a folder of that use, it is made with it.
            (["已发送": "\\Sent"], [:], ["已发送 \\sent"]),
            // A use the target has given to another folder is not asked for again.
            (["Trash": ""], ["Bin": "\\Trash"], ["Trash"]),
        ] as [(KeyValuePairs<String, String>, KeyValuePairs<String, String>, [String])])
    func specialUses(
        source: KeyValuePairs<String, String>, target: KeyValuePairs<String, String>, places: [String]
    ) throws {
        #expect(places == describe(try map(listings(source), onto: listings(target))))
    }

    @Test(arguments: [["Sent", "Gesendet"], ["Gesendet", "Sent"]])
    func aFolderKeepsItsOwnNameWhenTheUseIsTaken(order: [String]) throws {
        let source = order.map { listing($0, attributes: $0 == "Gesendet" ? ["\\Sent"] : []) }
        let mapped = try map(source, onto: [listing("Sent", attributes: ["\\Sent"])])
        #expect(describe(mapped) == order)
    }

    @Test func aNameThatIsNoModifiedUTF7IsReadAsUTF8() throws {
        let raw = MailboxListing(name: MailboxName(wire: Array("合同".utf8)), separator: 0x2F, attributes: [])
        let mapped = try map([raw])
        #expect(mapped.map(\.target.decoded) == ["合同"])
        #expect(mapped.map(\.target.wire) == [Array("&VAhUDA-".utf8)])
    }

    @Test func theSeparatorIsLearntFromFoldersWhereTheServerDoesNotTell() {
        let learnt = NamingScheme(namespaces: [], listings: [listing("INBOX", Self.flat), listing("a", Self.dot)])
        #expect(learnt == Self.dot)
        let told = NamingScheme(
            namespaces: [MailboxNamespace(prefix: Array("INBOX.".utf8), separator: 0x2E)], listings: [listing("a")])
        #expect(told == Self.courier)
    }

    private func map(_ source: [MailboxListing], onto target: [MailboxListing] = []) throws -> [MappedMailbox] {
        try MailboxMapping(source: Self.slash, target: Self.slash, targetListings: target).map(source)
    }

    /// The name, and the use it is made with.
    private func describe(_ mapped: [MappedMailbox]) -> [String] {
        mapped.map { place in
            [place.target.decoded, place.create?.specialUse?.rawValue].compactMap(\.self).joined(separator: " ")
        }
    }
}
