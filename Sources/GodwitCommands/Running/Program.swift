internal import ArgumentParser
internal import MailCore

/// One run of the program, from arguments to exit code.
package enum Program {
    /// Parses, runs and reports. Everything goes through `Console.current`; nothing is thrown.
    package static func run(_ arguments: [String]) async -> Outcome {
        do {
            var command = try Godwit.parseAsRoot(arguments)
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            return .done
        } catch {
            return report(error, in: .selected(arguments: arguments))
        }
    }

    private static func report(_ error: any Error, in language: Language) -> Outcome {
        switch error {
        case let failure as any Reportable:
            let console = Console.current
            let rendering = DiagnosticRendering(language: language, terminal: console.errorTerminal)
            for diagnostic in failure.diagnostics { console.writeError(rendering.text(of: diagnostic)) }
            return failure.outcome
        case is CancellationError:
            return .interrupted
        default:
            return reportParserMessage(error, in: language)
        }
    }

    /// Help, version and usage errors. ArgumentParser would exit with 64 (EX_USAGE) where our contract says 2.
    private static func reportParserMessage(_ error: any Error, in language: Language) -> Outcome {
        let message = Godwit.message(for: error)
        let text = Godwit.fullMessage(for: error) + "\n"
        switch Godwit.exitCode(for: error) {
        case .success:
            Console.current.write(text)
            return .done
        case .validationFailure:
            Console.current.writeError(ParserMessage.text(text, about: message, in: language))
            return .usage
        default:
            Console.current.writeError(text)
            return .unreachable
        }
    }
}
