import CMalloc
import Glibc
import GodwitCommands

@main
struct Main {
    static func main() async {
        // A file that may not grow (ulimit -f) is to fail like a full disk and not to kill the program.
        signal(SIGXFSZ, SIG_IGN)
        // A few threads, each with memory that it keeps from the others, hold a twentieth more and are no faster.
        mallopt(M_ARENA_MAX, 1)
        exit(await Program.run(Array(CommandLine.arguments.dropFirst())).rawValue)
    }
}
