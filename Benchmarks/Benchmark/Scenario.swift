/// One line of the table: which mail, over which line, to which server.
struct Scenario: Sendable {
    enum Target: String, Sendable { case dovecot, cyrus, courier }

    let name: String
    let profile: String
    var target = Target.dovecot
    /// Milliseconds, on both lines.
    var roundTrip = 0
    var usesTLS = false
    /// Whether mbsync and the limit are measured along.
    var hasRivals = true
    /// At least so many times as fast as mbsync.
    var leastAgainstRival: Double?
    /// At most so many times as long as the limit.
    var mostAgainstLimit: Double?

    static let all = [
        Scenario(name: "medium", profile: "medium", leastAgainstRival: 3, mostAgainstLimit: 1.35),
        Scenario(
            name: "medium-tls", profile: "medium", usesTLS: true, leastAgainstRival: 3, mostAgainstLimit: nil),
        Scenario(name: "many-small", profile: "many-small", leastAgainstRival: 4.5, mostAgainstLimit: 1.5),
        Scenario(name: "few-large", profile: "few-large", leastAgainstRival: 1.8, mostAgainstLimit: 1.4),
        Scenario(name: "far", profile: "part1000", roundTrip: 80, leastAgainstRival: 4, mostAgainstLimit: 1.6),
        Scenario(name: "medium-far", profile: "medium", roundTrip: 80, leastAgainstRival: 7, mostAgainstLimit: 1.5),
        Scenario(name: "cyrus", profile: "part1000", target: .cyrus, leastAgainstRival: 2),
        Scenario(name: "courier", profile: "part1000", target: .courier, leastAgainstRival: 1),
        Scenario(name: "huge", profile: "huge", hasRivals: false),
    ]

    /// One of ``all``, or any mail to any server, without rivals and bars: `many-small@courier`.
    static func named(_ name: String) -> Scenario? {
        if let known = all.first(where: { $0.name == name }) { return known }
        let parts = name.split(separator: "@").map(String.init)
        guard parts.count == 2, let target = Target(rawValue: parts[1]) else { return nil }
        return Scenario(name: name, profile: parts[0], target: target, hasRivals: false)
    }

    /// What is measured when nothing is named: a few minutes.
    static let usual = ["medium", "far"]
}
