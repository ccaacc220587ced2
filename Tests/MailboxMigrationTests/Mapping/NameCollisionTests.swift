import IMAPCodec
import Testing

@testable import MailboxMigration

/// Two folders of the source never become one, and every name can be had back.
@Suite struct NameCollisionTests {
    /// What is in the way of one account or another, and what only looks like it.
    private static let names = [
        "INBOX", "v1.2", "a/b", "a\\b", "a‹2F›b", "‹2F›", "‹‹2F››", "‹41", "‹110000›", "‹0041›", "‹2f›", "tab\there",
        "a\u{2028}b",
        " leading", "trailing ", "工作.合同", "été", "e\u{301}te\u{301}", "=41", "(2)", "~", ".", "..", "&", "😀", "‹DC41›",
    ]

    @Test(arguments: [NamingScheme.slash, .dot, .flat, .courier], [NamingScheme.slash, .dot, .flat, .courier])
    func thereAndBackAgain(from: NamingScheme, to: NamingScheme) throws {
        let separator = from.separator.map { Character(Unicode.Scalar($0)) }
        let names = Self.names.filter { name in separator.map { !name.contains($0) } ?? true }
        let prefix = String(decoding: from.prefix, as: UTF8.self)
        var listings = names.map { listing($0 == "INBOX" ? $0 : prefix + $0, from) }
        if let separator { listings += names.dropFirst().map { listing("\(prefix)parent\(separator)\($0)", from) } }

        let there = try MailboxMapping(source: from, target: to, targetListings: []).map(listings)
        #expect(Set(there.map { to.key($0.target) }).count == listings.count)
        let arrived = there.map { listing($0.target.decoded, to) }
        let back = try MailboxMapping(source: to, target: from, targetListings: []).map(arrived)

        let expected = listings.map { from.levels(of: $0.name).map(\.characters) }
        #expect(back.map { from.levels(of: $0.target).map(\.characters) } == expected)
    }

    @Test func aNameInAnOldCharsetKeepsItsBytes() throws {
        let bytes = Array("Entw".utf8) + [0xFC] + Array("rfe".utf8)
        let raw = MailboxListing(name: MailboxName(wire: bytes), separator: 0x2F, attributes: [])
        let mapped = try MailboxMapping(source: .slash, target: .dot, targetListings: []).map([raw])
        #expect(mapped.map(\.target.decoded) == ["Entw‹DCFC›rfe"])
        #expect(NamingScheme.dot.levels(of: mapped[0].target) == [MailboxLevel(wire: bytes)])
    }

    @Test(arguments: [
        (["Work", "work", "WORK"], ["Work", "‹77›ork", "‹57›ORK"]),
        (["Work", "work/a", "work", "Work/a"], ["Work", "‹77›ork/a", "‹77›ork", "Work/a"]),
        (["Äpfel", "äpfel"], ["Äpfel", "‹E4›pfel"]),
        (["aB", "Ab", "AB", "ab"], ["aB", "‹41›b", "‹41›‹42›", "‹61›‹62›"]),
        // What an earlier migration wrote for `B`.
        (["b", "B", "‹42›"], ["b", "‹42›", "‹42› (2)"]),
    ])
    func foldersThatDifferInCaseStayTwo(names: [String], expected: [String]) throws {
        let mapping = MailboxMapping(source: .slash, target: .slash, targetListings: [])
        #expect(try mapping.map(names.map { listing($0) }).map(\.target.decoded) == expected)
    }

    @Test func aTargetThatTellsCaseApartGetsTheNamesAsTheyAre() throws {
        let names = ["Work", "work", "work/a"]
        let known = MailboxMapping(
            source: .slash, target: NamingScheme("", "/", distinguishesCase: true), targetListings: [])
        #expect(try known.map(names.map { listing($0) }).map(\.target.decoded) == names)
        let shown = NamingScheme(namespaces: [], listings: [listing("Bin"), listing("bin")])
        #expect(shown.distinguishesCase)
        #expect(!NamingScheme(namespaces: [], listings: [listing("Bin"), listing("bins")]).distinguishesCase)
    }

    /// `&AGE-` is `a` in an encoding nobody should use; a server could list thousands of spellings.
    @Test func namesThatReadTheSameGetNumbers() throws {
        let spellings = ["a", "&AGE-"].map {
            MailboxListing(name: MailboxName(wire: Array($0.utf8)), separator: 0x2F, attributes: [])
        }
        let mapping = MailboxMapping(source: .slash, target: .slash, targetListings: [])
        #expect(try mapping.map(spellings).map(\.target.decoded) == ["a", "‹61›"])
        let third = MailboxListing(name: MailboxName(wire: [0x61]), separator: 0x2E, attributes: [])
        #expect(try mapping.map(spellings + [third]).map(\.target.decoded) == ["a", "‹61›", "‹61› (2)"])
    }

    @Test func aChildOfInboxDoesNotMeetAFolderBesideIt() throws {
        let mapping = MailboxMapping(source: .slash, target: .courier, targetListings: [])
        let mapped = try mapping.map([listing("INBOX/Lists"), listing("Lists")])
        #expect(mapped.map(\.target.decoded) == ["INBOX.Lists", "INBOX.‹4C›ists"])
    }

    @Test(arguments: [
        ("Fun!", "Fun‹21›"), ("a b", nil), (" a", "‹20›a"), ("工作-1_2", nil), ("Q&A/x", "Q‹26›A/x"), ("😀", "‹1F600›"),
    ])
    func aTargetThatRefusesANameGetsAPlainOne(name: String, plain: String?) throws {
        let mapping = MailboxMapping(source: .slash, target: .slash, targetListings: [])
        let mapped = try #require(try mapping.map([listing(name)]).first)
        #expect(mapped.withPlainName?.target.decoded == plain)
        #expect(mapped.withPlainName?.withPlainName == nil)
    }

    @Test func aPlainNameStaysApartFromItsNeighbour() throws {
        let mapping = MailboxMapping(source: .slash, target: .slash, targetListings: [])
        let mapped = try mapping.map([listing("Fun!"), listing("fun!")])
        #expect(mapped.map(\.target.decoded) == ["Fun!", "‹66›un!"])
        #expect(mapped.map { $0.withPlainName?.target.decoded } == ["Fun‹21›", nil])
    }
}
