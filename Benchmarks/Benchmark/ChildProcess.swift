import FoundationEssentials
import Glibc

/// What a program took from its start to its end.
struct Measurement: Sendable {
    var seconds = 0.0
    /// Of the program itself, user and system.
    var processorSeconds = 0.0
    var peakBytes = 0
}

/// A program that is run to its end.
struct ChildProcess {
    let arguments: [String]
    var environment: [String: String] = [:]
    /// Gets all output.
    let outputFile: String

    func run() throws -> Measurement {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, outputFile, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        var settings: [UnsafeMutablePointer<CChar>?] = inherited.map { strdup($0) } + [nil]
        defer { for text in words + settings { free(text) } }
        let clock = ContinuousClock()
        let start = clock.now
        // Worker threads block every signal, and a child inherits that: getmail would never hear of its own children.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var noSignals = sigset_t()
        sigemptyset(&noSignals)
        posix_spawnattr_setsigmask(&attributes, &noSignals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var process: pid_t = 0
        let result = posix_spawnp(&process, arguments[0], &actions, &attributes, &words, &settings)
        guard result == 0 else { throw BenchmarkError("\(arguments[0]): \(String(cString: strerror(result)))") }
        var status: CInt = 0
        var usage = rusage()
        var peak = 0
        // What rusage says of memory counts this program's, too, from before the other one began.
        while wait4(process, &status, WNOHANG, &usage) == 0 {
            peak = max(peak, Self.peakBytes(of: process))
            usleep(Self.interval)
        }
        let seconds = (clock.now - start) / .seconds(1)
        guard status == 0 else { throw BenchmarkError("\(arguments[0]) failed: \(lastWords)") }
        return Measurement(
            seconds: seconds, processorSeconds: Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime),
            peakBytes: peak)
    }

    /// How often to look, microseconds.
    private static let interval: useconds_t = 2_000

    /// The most memory it had so far; 0 when it is gone.
    private static func peakBytes(of process: pid_t) -> Int {
        guard let file = fopen("/proc/\(process)/status", "r") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        while fgets(&line, Int32(line.count), file) != nil {
            let words = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
                .split(whereSeparator: \.isWhitespace)
            if words.first == "VmHWM:", words.count > 1 { return (Int(words[1]) ?? 0) * 1_024 }
        }
        return 0
    }

    /// The end of its output.
    private var lastWords: String {
        let output = FileManager.default.contents(atPath: outputFile) ?? Data()
        return String(decoding: output.suffix(400), as: UTF8.self)
    }

    private var inherited: [String] {
        var all: [String] = []
        var entry = environ
        while let text = entry.pointee {
            let line = String(cString: text)
            if environment[String(line.prefix { $0 != "=" })] == nil { all.append(line) }
            entry += 1
        }
        return all + environment.map { "\($0.key)=\($0.value)" }
    }

    private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
}

struct BenchmarkError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
