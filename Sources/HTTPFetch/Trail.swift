internal import Synchronization

/// The URLs asked so far; readable also after the fetch was cut off.
final class Trail: Sendable {
    private let urls = Mutex<[String]>([])

    var hops: [String] { urls.withLock { $0 } }

    /// False when the URL was asked before.
    func add(_ url: String) -> Bool {
        urls.withLock { urls in
            guard !urls.contains(url) else { return false }
            urls.append(url)
            return true
        }
    }
}
