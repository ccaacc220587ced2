import Glibc
import MailTestServers

/// `benchmark [--runs N] [--check COMMAND] [SCENARIO…]` copies mail with godwit and its rivals between servers on this
/// machine, turn about, each time into an empty account, and prints a table of medians. The scenarios of POP3, with other
/// rivals, have a table of their own. Fails when a bar is missed. Needs a
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

    private static let all = Scenario.all.map(\.name) + POP3Scenario.all.map(\.name)

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
        let names = arguments.isEmpty ? Scenario.usual : arguments == ["all"] ? all : Array(arguments)
        let pop3 = POP3Scenario.all.filter { names.contains($0.name) }
        var misses = try await compare(names.filter { name in !pop3.contains { $0.name == name } }, runs, check)
        misses += try await compare(pop3, runs)
        print("\nMedians of \(runs) runs each, on \(sysconf(Int32(_SC_NPROCESSORS_ONLN))) processors.")
        guard misses.isEmpty else { throw BenchmarkError("Missed:\n" + misses.joined(separator: "\n")) }
    }

    private static func compare(_ scenarios: [POP3Scenario], _ runs: Int) async throws -> [String] {
        guard !scenarios.isEmpty else { return [] }
        print(POP3Results.heading)
        var misses: [String] = []
        for scenario in scenarios {
            guard let profile = MailProfile.all.first(where: { $0.name == scenario.profile }) else { continue }
            let results = try await POP3Arena(scenario: scenario, runs: runs).run(profile)
            print(results.row)
            fflush(nil)
            for (rival, words) in results.failures { print("\(scenario.name), \(rival.rawValue): \(words)") }
            misses += results.misses
        }
        return misses
    }

    private static func compare(_ names: [String], _ runs: Int, _ check: String?) async throws -> [String] {
        guard !names.isEmpty else { return [] }
        print(Results.heading)
        var misses: [String] = []
        for name in names {
            guard let scenario = Scenario.named(name),
                let profile = MailProfile.all.first(where: { $0.name == scenario.profile })
            else {
                throw BenchmarkError(
                    "no scenario \(name); there are: \(all.joined(separator: " "))")
            }
            let results = try await results(of: scenario, profile, runs: runs, check: check)
            print(results.row)
            fflush(nil)
            for (rival, words) in results.failures { print("\(scenario.name), \(rival): \(words)") }
            misses += results.misses
        }
        return misses
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
