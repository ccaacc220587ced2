internal import IMAPCodec

/// The commands under way, with what came in for them. Lives on the connection's event loop.
struct ExchangeTable {
    private var exchanges: [CommandPipeline.CommandID: CommandExchange] = [:]
    private var demand = ReadDemand()

    var mayRead: Bool { demand.mayRead }

    /// The unanswered command that began first.
    var oldest: CommandExchange? {
        exchanges.filter { $0.value.outcome == nil }.min { $0.key < $1.key }?.value
    }

    subscript(id: CommandPipeline.CommandID) -> CommandExchange? { exchanges[id] }

    mutating func begin(_ id: CommandPipeline.CommandID, _ traits: CommandTraits) {
        exchanges[id] = CommandExchange(traits)
    }

    /// - Returns: false when more was gathered than may be.
    mutating func deliver(_ event: CommandExchange.Event, to id: CommandPipeline.CommandID) -> Bool {
        guard let exchange = exchanges[id], exchange.answers != .dropped else { return true }
        // A body that nobody asked for is passed over, however large.
        if exchange.answers == .gathered, event.isBody { return true }
        let weight = event.weight
        guard demand.buffered(weight, exchange.answers) else { return false }
        exchange.append(event, weight: weight)
        return true
    }

    /// The next piece of an answer.
    ///
    /// - Returns: also whether reading was stopped and may go on now.
    mutating func takeEvent(
        of exchange: CommandExchange
    ) -> (event: CommandExchange.Event, mayResume: Bool)? {
        guard let taken = exchange.takeEvent() else { return nil }
        return (taken.event, demand.released(taken.weight, exchange.answers))
    }

    mutating func finish(_ id: CommandPipeline.CommandID, _ result: Result<StatusResponse, IMAPError>) {
        exchanges[id]?.finish(result)
        if exchanges[id]?.isForgotten == true { exchanges[id] = nil }
    }

    /// Nobody asks for the answer any more. One that is still to come is passed over.
    ///
    /// - Returns: whether reading was stopped and may go on now.
    mutating func forget(_ id: CommandPipeline.CommandID) -> Bool {
        guard let exchange = exchanges[id] else { return false }
        let (bytes, answers) = (exchange.bufferedBytes, exchange.answers)
        exchange.forget()
        if exchange.outcome != nil { exchanges[id] = nil }
        return demand.released(bytes, answers)
    }

    func failAll(_ error: IMAPError) {
        for exchange in exchanges.values { exchange.finish(.failure(error)) }
    }
}
