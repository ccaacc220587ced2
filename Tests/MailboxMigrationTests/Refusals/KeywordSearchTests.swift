import IMAPCodec
import Testing

@testable import MailboxMigration

@Suite struct KeywordSearchTests {
    private static let all = (1...16).map { Flag("k\($0)") }

    /// Plays a server that refuses some keywords; what was found, and in how many tries.
    private func search(_ suspects: [Flag], refusing bad: Set<Flag>) -> (refused: Set<Flag>, tries: Int) {
        var search = KeywordSearch(among: suspects)
        var tries = 0
        while let next = search.next {
            tries += 1
            search.tried(isRefused: !bad.isDisjoint(with: next))
        }
        return (Set(search.refused), tries)
    }

    @Test func `A single suspect needs no try`() {
        let found = search([Flag("a")], refusing: [])
        #expect(found.refused == [Flag("a")] && found.tries == 0)
    }

    @Test(arguments: 0..<16)
    func `One bad keyword among many is found by halves`(index: Int) {
        let found = search(Self.all, refusing: [Self.all[index]])
        #expect(found.refused == [Self.all[index]])
        #expect(found.tries <= 8)
    }

    @Test func `Several are found, and nothing else`() {
        let bad: Set<Flag> = [Self.all[0], Self.all[7], Self.all[8]]
        #expect(search(Self.all, refusing: bad).refused == bad)
    }

    @Test func `A server that takes them all after all is believed`() {
        #expect(search(Self.all, refusing: []).refused.isEmpty)
    }

    @Test func `The number of tries is bounded, and what is not known then counts as refused`() {
        let many = (1...100).map { Flag("k\($0)") }
        let found = search(many, refusing: Set(many))
        #expect(found.tries == CopyLimits.keywordTries)
        #expect(found.refused == Set(many))
    }

    @Test func `Keywords that were taken before are no suspects, unless all were`() {
        let memory = KeywordMemory()
        memory.took([Flag("a")])
        #expect(memory.suspects(among: [Flag("a"), Flag("b")]) == [Flag("b")])
        #expect(memory.suspects(among: [Flag("a")]) == [Flag("a")])
        memory.refused([Flag("b")])
        #expect(memory.refuses(Flag("b")) && !memory.refuses(Flag("a")))
    }
}
