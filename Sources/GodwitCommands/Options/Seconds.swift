internal import ArgumentParser

/// A number of seconds a person typed, from a millisecond to a day.
struct Seconds: ExpressibleByArgument, Hashable {
    let duration: Duration

    init?(argument: String) {
        guard let seconds = Double(argument), seconds >= 0.001, seconds <= 86_400 else { return nil }
        duration = .milliseconds(Int64(seconds * 1_000))
    }
}
