import IMAPCodec
import Testing

@testable import MailboxMigration

/// What the user says about folders.
@Suite struct MailboxChoiceTests {
    private static let names = ["INBOX", "Sent", "Work", "Work/2024", "Work/2024/May", "INBOX/Lists"]

    @Test(
        arguments: [
            ([], [], names),
            (["Work"], [], ["Work"]),
            (["Work*"], ["*/May"], ["Work", "Work/2024"]),
            (["inbox", "%"], [], ["INBOX", "Sent", "Work"]),
            ([], ["*"], []),
            ([], ["No such folder"], names),
        ] as [([String], [String], [String])])
    func folders(included: [String], excluded: [String], chosen: [String]) throws {
        let mapped = try map(Self.names) { selection, _ in
            selection.included = included.map { MailboxPattern($0) }
            selection.excluded = excluded.map { MailboxPattern($0) }
        }
        #expect(mapped.map(\.target.decoded) == chosen)
    }

    @Test(arguments: ["INBOX.Work.2024", "Work/2024", "INBOX.Work.*", "Work/%"])
    func theServersSpellingAndThePlainOneBothFit(pattern: String) throws {
        let mapped = try map(["INBOX", "INBOX.Work", "INBOX.Work.2024"], from: .courier) { selection, _ in
            selection.included = [MailboxPattern(pattern)]
        }
        #expect(mapped.map(\.target.decoded) == ["Work/2024"])
    }

    @Test func aFolderThatIsNotThereIsAnError() {
        #expect(throws: MailboxChoiceError.noSuchMailbox("Wrok*")) {
            try map(Self.names) { selection, _ in selection.included = ["Sent", "Wrok*"].map { MailboxPattern($0) } }
        }
        #expect(throws: MailboxChoiceError.noSuchMailbox("Wrok")) {
            try map(Self.names) { _, placement in placement.rules = [.init(source: "Wrok", target: "Work")] }
        }
        #expect(throws: MailboxChoiceError.noSuchMailbox("/")) {
            try map(Self.names) { _, placement in placement.rules = [.init(source: "Work", target: "/")] }
        }
    }

    @Test(arguments: [
        (["Work=Projects"], ["INBOX", "Sent", "Projects", "Projects/2024", "Projects/2024/May", "INBOX/Lists"]),
        // The longest rule decides.
        (["Work=a/b", "Work/2024=Old"], ["INBOX", "Sent", "a/b", "Old", "Old/May", "INBOX/Lists"]),
        (["inbox=Old/Inbox"], ["Old/Inbox", "Sent", "Work", "Work/2024", "Work/2024/May", "Old/Inbox/Lists"]),
        (["Sent=work"], ["INBOX", "work", "‹57›ork", "‹57›ork/2024", "‹57›ork/2024/May", "INBOX/Lists"]),
    ])
    func aRuleTakesTheChildrenAlong(rules: [String], places: [String]) throws {
        let mapped = try map(Self.names) { _, placement in placement.rules = rules.map { Self.rule($0) } }
        #expect(mapped.map(\.target.decoded) == places)
    }

    @Test func rulesAreReadInEitherSpelling() throws {
        let folders = ["INBOX", "INBOX.a/b", "INBOX.c.d"]
        for (source, target) in [("INBOX.a/b", "INBOX.x.y"), ("INBOX.c.d", "x/y"), ("c/d", "x.y")] {
            let mapped = try map(folders, from: .courier, to: .courier) { _, placement in
                placement.rules = [.init(source: source, target: target)]
            }
            #expect(mapped.map(\.target.decoded).contains("INBOX.x.y"), "\(source)")
        }
    }

    @Test(arguments: ["Sent=Work", "Sent=INBOX", "Sent=Work/2024"])
    func twoFoldersNeverBecomeOne(rule: String) {
        let rule = Self.rule(rule)
        #expect(throws: MailboxChoiceError.sameTarget(rule.target, sources: [rule.target, "Sent"].sorted(by: inOrder)))
        {
            try map(Self.names) { _, placement in placement.rules = [rule] }
        }
    }

    @Test func whatIsLeftOutIsNotInTheWay() throws {
        let mapped = try map(["INBOX", "Old"]) { selection, placement in
            selection.excluded = [MailboxPattern("INBOX")]
            placement.rules = [Self.rule("Old=INBOX")]
        }
        #expect(mapped.map(\.target.decoded) == ["INBOX"])
        #expect(mapped.allSatisfy { $0.create == nil && $0.isRenamed })
    }

    @Test(arguments: [
        (NamingScheme.slash, "Old/mail", ["Old/mail/INBOX", "Old/mail/Sent", "Kept"]),
        (.courier, "Old", ["INBOX.Old.INBOX", "INBOX.Old.Sent", "INBOX.Kept"]),
        (.courier, "INBOX.Old", ["INBOX.Old.INBOX", "INBOX.Old.Sent", "INBOX.Kept"]),
    ])
    func everythingCanGoIntoOneFolder(target: NamingScheme, parent: String, places: [String]) throws {
        let source = [listing("INBOX"), listing("Sent", attributes: ["\\Sent"]), listing("Work")]
        let mapped = try mapping(to: target, onto: [listing("Sent", target, attributes: ["\\Sent"])]) { _, placement in
            placement.parent = parent
            placement.rules = [.init(source: "Work", target: "Kept")]
        }.map(source)
        #expect(mapped.map(\.target.decoded) == places)
        // The account has its own folder of that use.
        #expect(mapped.allSatisfy { $0.create?.specialUse == nil })
    }

    @Test func aFolderStaysWhereAnEarlierRunPutIt() throws {
        let recorded = [
            MailboxName(decoded: "work"): MailboxName(decoded: "work"),
            MailboxName(decoded: "Gone"): MailboxName(decoded: "Was here"),
        ]
        let mapped = try mapping(onto: [listing("work")], recorded: recorded) { _, _ in }
            .map([listing("Work"), listing("work"), listing("Gone"), listing("work/new")])
        #expect(mapped.map(\.target.decoded) == ["‹57›ork", "work", "Gone", "work/new"])
    }

    @Test func aNewWishMovesIt() throws {
        let there = [listing("Archive"), listing("Old"), listing("Old/a")]
        let recorded = [
            MailboxName(decoded: "a"): MailboxName(decoded: "Archive"),
            MailboxName(decoded: "b"): MailboxName(decoded: "Old/a"),
        ]
        let below = try mapping(onto: there, recorded: recorded) { _, placement in placement.parent = "Old" }
        #expect(try below.map([listing("a"), listing("b")]).map(\.target.decoded) == ["Old/‹61›", "Old/a"])
        let ruled = try mapping(onto: there, recorded: recorded) { _, placement in placement.rules = [Self.rule("a=c")]
        }
        #expect(try ruled.map([listing("a")]).map(\.target.decoded) == ["c"])
    }

    private static func rule(_ text: String) -> MailboxPlacement.Rule {
        let parts = text.split(separator: "=").map(String.init)
        return MailboxPlacement.Rule(source: parts[0], target: parts[1])
    }

    private func inOrder(_ one: String, _ other: String) -> Bool {
        (Self.names.firstIndex(of: one) ?? 0) < (Self.names.firstIndex(of: other) ?? 0)
    }

    private func map(
        _ names: [String], from source: NamingScheme = .slash, to target: NamingScheme = .slash,
        _ choose: (inout MailboxSelection, inout MailboxPlacement) -> Void
    ) throws -> [MappedMailbox] {
        try mapping(from: source, to: target, choose).map(names.map { listing($0, source) })
    }

    private func mapping(
        from source: NamingScheme = .slash, to target: NamingScheme = .slash, onto listings: [MailboxListing] = [],
        recorded: [MailboxName: MailboxName] = [:], _ choose: (inout MailboxSelection, inout MailboxPlacement) -> Void
    ) throws -> MailboxMapping {
        var selection = MailboxSelection()
        var placement = MailboxPlacement()
        choose(&selection, &placement)
        return MailboxMapping(
            source: source, target: target, targetListings: listings, selection: selection, placement: placement,
            recorded: recorded)
    }
}
