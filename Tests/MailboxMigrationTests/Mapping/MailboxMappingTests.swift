import IMAPCodec
import Testing

@testable import MailboxMigration

@Suite struct MailboxMappingTests {
    private static let slash = NamingScheme("", "/")
    private static let courier = NamingScheme("INBOX.", ".")
    private static let dot = NamingScheme("", ".")
    private static let flat = NamingScheme("", nil)

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
        Case("v1.2/final", slash, dot, "v1_2.final"),
        Case("INBOX.a/b", courier, slash, "a_b"),
        // Children of INBOX are beside it where everything is below INBOX already.
        Case("INBOX/Lists", slash, courier, "INBOX.Lists"),
        Case("INBOX/Lists", slash, slash, "INBOX/Lists"),
        // A flat target has no levels, so they are joined readably.
        Case("Work/2024", slash, flat, "Work_2024"),
        Case("Work/2024", flat, slash, "Work_2024"),
    ])
    func namesFollowTheTargetsSpelling(_ example: Case) {
        let mapping = MailboxMapping(source: example.from, target: example.to, targetListings: [])
        let mapped = mapping.map([listing(example.name, example.from)])
        #expect(mapped.map(\.target.decoded) == [example.target])
        #expect(mapped.map { $0.create != nil } == [example.target != "INBOX"])
    }

    @Test func inboxComesFirstAndParentsWithoutMailAreLeftOut() {
        let mapped = map([
            listing("a"), listing("parent", attributes: ["\\Noselect"]), listing("INBOX"), listing("parent/b"),
        ])
        #expect(mapped.map(\.target.decoded) == ["INBOX", "a", "parent/b"])
    }

    @Test func anExistingFolderIsNotMade() {
        let mapped = map([listing("a"), listing("b")], onto: [listing("a"), listing("b", attributes: ["\\Noselect"])])
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
    ) {
        #expect(places == describe(map(listings(source), onto: listings(target))))
    }

    @Test(arguments: [["Sent", "Gesendet"], ["Gesendet", "Sent"]])
    func aFolderKeepsItsOwnNameWhenTheUseIsTaken(order: [String]) {
        let source = order.map { listing($0, attributes: $0 == "Gesendet" ? ["\\Sent"] : []) }
        let mapped = map(source, onto: [listing("Sent", attributes: ["\\Sent"])])
        #expect(describe(mapped) == order)
    }

    @Test func foldersThatDifferInCaseStayTwo() {
        #expect(
            map([listing("Work"), listing("work"), listing("WORK")]).map(\.target.decoded) == [
                "Work", "work (2)", "WORK (3)",
            ])
    }

    @Test func foldersThatWouldMeetStayTwo() {
        let mapping = MailboxMapping(source: Self.slash, target: Self.dot, targetListings: [])
        let mapped = mapping.map([listing("a_b"), listing("a.b")])
        #expect(mapped.map(\.target.decoded) == ["a_b", "a_b (2)"])
    }

    @Test func aNameThatIsNoModifiedUTF7IsReadAsUTF8() {
        let raw = MailboxListing(name: MailboxName(wire: Array("合同".utf8)), separator: 0x2F, attributes: [])
        let mapped = map([raw])
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

    private func map(_ source: [MailboxListing], onto target: [MailboxListing] = []) -> [MappedMailbox] {
        MailboxMapping(source: Self.slash, target: Self.slash, targetListings: target).map(source)
    }

    private func listings(_ folders: KeyValuePairs<String, String>) -> [MailboxListing] {
        folders.map { listing($0, attributes: $1.isEmpty ? [] : [$1]) }
    }

    private func listing(
        _ name: String, _ scheme: NamingScheme = slash, attributes: [String] = []
    ) -> MailboxListing {
        MailboxListing(
            name: MailboxName(decoded: name), separator: scheme.separator,
            attributes: Set(attributes.map { MailboxAttribute($0) }))
    }

    /// The name, and the use it is made with.
    private func describe(_ mapped: [MappedMailbox]) -> [String] {
        mapped.map { place in
            [place.target.decoded, place.create?.specialUse?.rawValue].compactMap(\.self).joined(separator: " ")
        }
    }
}

extension NamingScheme {
    fileprivate init(_ prefix: String, _ separator: Character?) {
        let namespace = MailboxNamespace(prefix: Array(prefix.utf8), separator: separator?.asciiValue)
        self.init(namespaces: [namespace], listings: [])
    }
}
