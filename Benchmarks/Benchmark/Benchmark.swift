import Glibc
import MailTestServers

/// `benchmark [--runs N] [--check COMMAND] [SCENARIO…]` copies mail with godwit and its rivals between servers on this
/// machine, turn about, each time into an empty account, and prints a table of medians. Fails when a bar is missed. Needs a
/// release build of godwit beside it. After each copy by godwit, COMMAND is run with both accounts as
/// `HOST:PORT:USER:PASSWORD[:PREFIX]`; it has to exit with 0.
@main struct Benchmark {
    static func main() async {
        do {
            try await run()
        } catch {
            let words = Array("\(error)\n".utf8)
            _ = write(STDERR_FILENO, words, words.count)
            exit(1)
        }
    }

    private static func run() async throws {
        var arguments = CommandLine.arguments.dropFirst()
        var runs = 3
        var check: String?
        while let option = arguments.first, option.hasPrefix("--") {
            let value = arguments.dropFirst().first
            switch option {
            case "--runs": runs = value.flatMap { Int($0) } ?? runs
            case "--check": check = value
            default: throw BenchmarkError("no option \(option); there are --runs and --check")
            }
            arguments = arguments.dropFirst(2)
        }
        let names =
            arguments.isEmpty ? Scenario.usual : arguments == ["all"] ? Scenario.all.map(\.name) : Array(arguments)
        print(Results.heading)
        var misses: [String] = []
        for name in names {
            guard let scenario = Scenario.named(name),
                let profile = MailProfile.all.first(where: { $0.name == scenario.profile })
            else {
                throw BenchmarkError(
                    "no scenario \(name); there are: \(Scenario.all.map(\.name).joined(separator: " "))")
            }
            let results = try await results(of: scenario, profile, runs: runs, check: check)
            print(results.row)
            fflush(nil)
            for (rival, words) in results.failures { print("\(scenario.name), \(rival): \(words)") }
            misses += results.misses
        }
        print("\nMedians of \(runs) runs each, on \(sysconf(Int32(_SC_NPROCESSORS_ONLN))) processors.")
        guard misses.isEmpty else { throw BenchmarkError("Missed:\n" + misses.joined(separator: "\n")) }
    }

    private static func results(
        of scenario: Scenario, _ profile: MailProfile, runs: Int, check: String?
    ) async throws -> Results {
        switch scenario.target {
        case .dovecot:
            try await Arena<DovecotConfiguration>(scenario: scenario, runs: runs, check: check).run(profile)
        case .cyrus: try await Arena<CyrusConfiguration>(scenario: scenario, runs: runs, check: check).run(profile)
        case .courier:
            try await Arena<CourierConfiguration>(
                scenario: scenario, runs: runs, check: check, targetPrefix: "INBOX.", takesMany: false
            ).run(profile)
        }
    }
}
