internal import DequeModule
internal import IMAPCodec

/// Hands the work of a session out to the workers: folders to open, messages to plan, batches to copy, folders to prove.
///
/// A worker stays in its folder while there is something to do; then it opens the largest folder nobody has begun; when
/// there is none left it helps where batches wait. So small folders run beside each other, and a large one is shared.
actor CopyQueue {
    enum Task: Sendable {
        case open(index: Int, FolderWork)
        case plan(FolderCopy)
        case copy(CopyBatch)
        case prove(FolderCopy)
        /// Others are at work that may bring more; only told to who said that it must not wait.
        case nothingYet
        case finished
    }

    private enum Stage {
        case unopened(FolderWork)
        /// A worker opens it, or proves it.
        case taken
        case copying(Progress)
        case done
    }

    private struct Progress {
        let folder: FolderCopy
        var ready = Deque<[PlannedMessage]>()
        /// What the source did not give out: asked for once more, one by one, when all else is through.
        var postponed = Deque<PlannedMessage>()
        var isBeingPlanned = false
        var isPlanned = false
        var batches = 0
        var underWay = 0

        var needsPlanning: Bool { !isBeingPlanned && !isPlanned && ready.count < CopyLimits.readyBatches }
        var isHandedOut: Bool { isPlanned && ready.isEmpty && postponed.isEmpty }
        var isThrough: Bool { isHandedOut && underWay == 0 }

        mutating func takeBatch() -> CopyBatch? {
            if let rows = ready.popFirst() { return batch(of: rows, isLastTry: false) }
            guard isPlanned, underWay == 0, let row = postponed.popFirst() else { return nil }
            return batch(of: [row], isLastTry: true)
        }

        private mutating func batch(of rows: [PlannedMessage], isLastTry: Bool) -> CopyBatch {
            defer { batches += 1 }
            underWay += 1
            return CopyBatch(folder: folder, number: batches, rows: rows, isLastTry: isLastTry)
        }
    }

    /// What the target refused, over all pairs.
    nonisolated let refusals = RefusalWatch()
    private let stop: StopSignal
    private var stages: [Stage] = []
    private var hasBegun = false
    private var hasFailed = false
    private var waiting: [CheckedContinuation<Void, Never>] = []
    /// What was copied so far: bytes, and for each message what it costs beside its bytes.
    private(set) var workDone: UInt64 = 0

    init(stop: StopSignal) { self.stop = stop }

    /// - Parameters:
    ///   - work: in the order in which it is to be begun.
    ///   - opened: what of it is open already.
    func begin(_ work: [FolderWork], opened: OpenedFolders = [:]) {
        stages = work.enumerated().map { index, folder in
            guard let known = opened[index] else { return .unopened(folder) }
            return known.map { .copying(Progress(folder: $0)) } ?? .done
        }
        hasBegun = true
        wake()
    }

    /// What a worker is to do next.
    ///
    /// - Parameters:
    ///   - current: the folder it worked in last.
    ///   - mayWait: false while answers to what it sent are outstanding: others may depend on them.
    func next(in current: Int?, mayWait: Bool) async -> Task {
        while true {
            if hasNothingToHandOut { return .finished }
            if let task = takeTask(in: current) { return task }
            guard mayWait else { return .nothingYet }
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    /// The next batch of a folder, for a worker that is still busy with the one before.
    func nextBatch(of folder: FolderCopy) -> CopyBatch? {
        isEnding ? nil : takeBatch(of: folder.index)
    }

    /// The next folder to open, for a worker that has the last bodies of one on their way. Nothing may have to wait for
    /// a go-ahead behind them (RFC 9051 §4.3): who waits for that does not read.
    func folderBehind(_ folder: FolderCopy) -> (index: Int, work: FolderWork)? {
        guard !isEnding, case .copying(let progress) = stages[folder.index], progress.isHandedOut else { return nil }
        return takeUnopened { !$0.place.source.name.needsLiteral && !$0.place.target.needsLiteral }
    }

    /// One more folder that is through, for a worker that proves one already.
    func nextProof() -> FolderCopy? {
        guard !isEnding else { return nil }
        for index in stages.indices {
            if let folder = takeThrough(index) { return folder }
        }
        return nil
    }

    func opened(_ folder: FolderCopy) {
        stages[folder.index] = .copying(Progress(folder: folder))
        wake()
    }

    /// - Parameter window: no batches at the end of the folder.
    /// - Returns: false when the folder was given up meanwhile.
    func planned(_ window: FolderPlanner.Window, of folder: FolderCopy) -> Bool {
        update(folder) { progress in
            progress.isBeingPlanned = false
            progress.isPlanned = window.isEmpty
            for rows in window {
                // What may have ended a connection is sent alone, and after all else.
                progress.postponed += rows.filter { $0.farewells > 0 }
                let others = rows.filter { $0.farewells == 0 }
                if !others.isEmpty { progress.ready.append(others) }
            }
        }
    }

    func finished(_ batch: CopyBatch) {
        workDone = batch.rows.reduce(workDone) { $0 &+ $1.size &+ CopyLimits.messageCost }
        _ = update(batch.folder) { $0.underWay -= 1 }
    }

    /// A message is to be asked for once more at the end of its folder.
    ///
    /// - Returns: false when the folder was given up meanwhile.
    func postpone(_ row: PlannedMessage, of folder: FolderCopy) -> Bool {
        update(folder) { $0.postponed.append(row) }
    }

    /// The folder is through, or was refused.
    func closed(_ index: Int) {
        stages[index] = .done
        wake()
    }

    /// A server refuses the folder as a whole.
    ///
    /// - Returns: what nobody has begun to send; nil when it was given up before.
    func giveUp(_ folder: FolderCopy) async -> [PlannedMessage]? {
        let rest: [PlannedMessage]
        switch stages[folder.index] {
        case .done: return nil
        case .copying(let progress): rest = Array(progress.ready.joined()) + progress.postponed
        case .unopened, .taken: rest = []
        }
        closed(folder.index)
        await folder.order?.giveUp()
        return rest
    }

    /// A worker cannot go on; the others finish what they have begun.
    func fail() async {
        hasFailed = true
        for case .copying(let progress) in stages { await progress.folder.order?.giveUp() }
        wake()
    }

    /// Whether only what was begun is finished.
    private var isEnding: Bool { stop.isStopping || hasFailed }

    var hasNothingToHandOut: Bool { isEnding || isDone }

    /// Whether every folder is through.
    var isDone: Bool {
        hasBegun && stages.allSatisfy { if case .done = $0 { true } else { false } }
    }

    /// Messages with a durable intent that nobody has begun to send.
    var unbegun: [(folder: FolderCopy, rows: [PlannedMessage])] {
        stages.flatMap { stage -> [(folder: FolderCopy, rows: [PlannedMessage])] in
            guard case .copying(let progress) = stage else { return [] }
            return (progress.ready + [Array(progress.postponed)]).map { (progress.folder, $0) }
        }
    }

    private func takeTask(in current: Int?) -> Task? {
        if let current, let task = takeTask(ofFolder: current) { return task }
        if let (index, work) = takeUnopened() { return .open(index: index, work) }
        for (index, stage) in stages.enumerated() {
            guard case .copying(let progress) = stage, progress.folder.canBeShared || progress.underWay == 0
            else { continue }
            if let task = takeTask(ofFolder: index) { return task }
        }
        return nil
    }

    private func takeUnopened(where isFit: (FolderWork) -> Bool = { _ in true }) -> (index: Int, work: FolderWork)? {
        for (index, stage) in stages.enumerated() {
            guard case .unopened(let work) = stage, isFit(work) else { continue }
            stages[index] = .taken
            return (index, work)
        }
        return nil
    }

    private func takeThrough(_ index: Int) -> FolderCopy? {
        guard case .copying(let progress) = stages[index], progress.isThrough else { return nil }
        stages[index] = .taken
        return progress.folder
    }

    private func takeTask(ofFolder index: Int) -> Task? {
        if let folder = takeThrough(index) { return .prove(folder) }
        guard case .copying(var progress) = stages[index] else { return nil }
        if progress.needsPlanning {
            progress.isBeingPlanned = true
            stages[index] = .copying(progress)
            return .plan(progress.folder)
        }
        return takeBatch(of: index).map { .copy($0) }
    }

    private func takeBatch(of index: Int) -> CopyBatch? {
        guard case .copying(var progress) = stages[index], let batch = progress.takeBatch() else { return nil }
        stages[index] = .copying(progress)
        return batch
    }

    private func update(_ folder: FolderCopy, _ change: (inout Progress) -> Void) -> Bool {
        guard case .copying(var progress) = stages[folder.index] else { return false }
        change(&progress)
        stages[folder.index] = .copying(progress)
        wake()
        return true
    }

    private func wake() {
        for continuation in waiting { continuation.resume() }
        waiting.removeAll()
    }
}
