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
        let pop3 = names.compactMap { name in POP3Scenario.all.first { $0.name == name } }
        let imap = try names.filter { name in !pop3.contains { $0.name == name } }.map { name in
            guard let scenario = Scenario.named(name) else {
                throw BenchmarkError("no scenario \(name); there are: \(all.joined(separator: " "))")
            }
            return scenario
        }
        let misses = try await Comparison(runs: runs, check: check).misses(in: imap[...], pop3[...])
        print("\nMedians of \(runs) runs each, on \(sysconf(Int32(_SC_NPROCESSORS_ONLN))) processors.")
        guard misses.isEmpty else { throw BenchmarkError("Missed:\n" + misses.joined(separator: "\n")) }
    }
}
