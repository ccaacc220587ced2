import FuzzTargets
import Glibc

// Two programs in one. Built for libFuzzer (`make fuzz`), it hands over to it, which calls the function below again and again, with
// bytes that reach new code. Built as usual, it reads the files that it is given, to see what a case does:
//
//     fuzz imap Tests/Fuzzing/Cases/imap/*

#if FUZZER
/// `GODWIT_FUZZ` names what is read.
private let target = getenv("GODWIT_FUZZ").flatMap { FuzzTarget(rawValue: String(cString: $0)) }

/// libFuzzer's own main program.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// What it calls, under the name that its library asks for.
@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let target else { exit(2) }
    do {
        try target.read(Array(UnsafeBufferPointer(start: start, count: count)))
    } catch {
        print("\(error)")
        abort()
    }
    return 0
}

@main struct Fuzz {
    static func main() {
        var count = CommandLine.argc
        var arguments = CommandLine.unsafeArgv
        exit(runDriver(&count, &arguments, testOneInput))
    }
}
#else
@main struct Fuzz {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let target = arguments.first.flatMap(FuzzTarget.init) else {
            print("usage: fuzz imap|pop3|smtp|autoconfig|dns|utf7 FILE…")
            exit(2)
        }
        for path in arguments.dropFirst() {
            try target.read(FuzzCase.bytes(of: path))
            print("\(path): read")
        }
    }
}
#endif
