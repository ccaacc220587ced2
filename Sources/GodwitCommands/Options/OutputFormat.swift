internal import ArgumentParser

/// For people or for programs.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
}
