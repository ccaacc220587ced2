import Glibc
import GodwitCommands

@main
struct Main {
    static func main() async {
        // A file that may not grow (ulimit -f) is to fail like a full disk and not to kill the program.
        signal(SIGXFSZ, SIG_IGN)
        exit(await Program.run(Array(CommandLine.arguments.dropFirst())).rawValue)
    }
}
