import ArgumentParser
import MailCore
import MailboxMigration
import Testing

@testable import GodwitCommands

/// What is said about copying is understood, or refused before anything is asked of anybody.
@Suite struct MigrateOptionTests {
    private static let accounts = ["--from", "imaps://a@old.example", "--to", "imaps://b@new.example"]

    @Test func everythingThatWasSaidReachesTheLibrary() throws {
        let command = try MigrateCommand.parse(
            Self.accounts + [
                "--folder", "Work*", "--folder", "INBOX", "--exclude", "*/Spam", "--map", "Work=Projects", "--into",
                "Old",
                "--since", "2024-03-01T00:00Z", "--before", "2024-04-01T00:00Z", "--max-size", "25M", "--newest-first",
                "--connections", "16", "--rate", "500K", "--no-flags-update", "--mirror-deletions", "100", "--follow",
                "--prefer", "speed", "--proof", "full", "--retry-failed",
            ])
        let options = command.options
        #expect(options.selection.included.map(\.description) == ["Work*", "INBOX"])
        #expect(options.selection.excluded.map(\.description) == ["*/Spam"])
        #expect(options.placement.rules == [.init(source: "Work", target: "Projects")])
        #expect(options.placement.parent == "Old")
        #expect(options.filter.since?.secondsSince1970 == 1_709_251_200)
        #expect(options.filter.before?.date == "2024-04-01")
        #expect(options.filter.maximumSize == 25_000_000)
        #expect(options.newestFirst)
        #expect(options.connections == 16)
        #expect(options.bytesPerSecond == 500_000)
        #expect(!options.updatesFlags)
        #expect(options.mirroredDeletions == 100)
        #expect(options.follows)
        #expect(options.preference == .speed)
        #expect(options.proof == .full)
        #expect(options.retriesFailed)
    }

    @Test func withoutAWordEverythingIsCopied() throws {
        let options = try MigrateCommand.parse(Self.accounts).options
        #expect(options.selection == .init())
        #expect(options.placement == .init())
        #expect(options.filter.includesAll)
        #expect(options.updatesFlags)
        #expect(options.connections == nil)
        #expect(options.mirroredDeletions == nil)
        #expect(options.preference == .order)
        #expect(options.proof == .envelope)
    }

    @Test(arguments: [
        ["--connections", "0"], ["--connections", "17"], ["--connections", "many"], ["--rate", "0"],
        ["--rate", "fast"],
        ["--mirror-deletions", "0"], ["--since", "yesterday"], ["--since", "2024-04-01", "--before", "2024-04-01"],
        ["--max-size", "0"], ["--folder", ""], ["--map", "Work"], ["--into", "/"], ["--prefer", "chaos"],
        ["--proof", "some"],
    ])
    func whatMakesNoSenseIsAUsageError(arguments: [String]) async {
        let run = await CapturedRun(["migrate"] + Self.accounts + arguments)
        #expect(run.outcome == .usage)
        #expect(run.output.isEmpty)
    }
}
