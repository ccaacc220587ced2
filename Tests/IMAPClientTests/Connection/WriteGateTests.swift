import Testing

@testable import IMAPClient

@MainActor @Suite struct WriteGateTests {
    /// The gate and what came through it, on one actor.
    @MainActor private final class Street {
        var gate = WriteGate()
        var passed: [String] = []
        private var arrived = 0

        func take(_ name: String) async {
            await withCheckedContinuation {
                arrived += 1
                gate.takeTurn($0)
            }
            passed.append(name)
        }

        func writable(_ name: String) async {
            await withCheckedContinuation {
                arrived += 1
                gate.waitUntilWritable($0)
            }
            passed.append(name)
        }

        func arrivals(_ count: Int) async {
            while arrived < count { await Task.yield() }
        }
    }

    @Test func freeGateOpensAtOnce() async {
        let street = Street()
        await street.take("first")
        street.gate.endTurn()
        await street.take("second")
        #expect(street.passed == ["first", "second"])
    }

    @Test func turnsAreTakenInTheOrderOfArrival() async {
        let street = Street()
        await street.take("first")
        async let second: Void = street.take("second")
        await street.arrivals(2)
        async let third: Void = street.take("third")
        await street.arrivals(3)
        #expect(street.passed == ["first"])
        street.gate.endTurn()
        await second
        #expect(street.passed == ["first", "second"])
        street.gate.endTurn()
        await third
        #expect(street.passed == ["first", "second", "third"])
    }

    @Test func everybodyWhoWaitsForRoomGoesOnTogether() async {
        let street = Street()
        async let one: Void = street.writable("one")
        async let two: Void = street.writable("two")
        await street.arrivals(2)
        #expect(street.passed.isEmpty)
        street.gate.becameWritable()
        await one
        await two
        #expect(Set(street.passed) == ["one", "two"])
    }

    @Test func closingLetsNobodyWait() async {
        let street = Street()
        await street.take("first")
        async let turn: Void = street.take("turn")
        async let room: Void = street.writable("room")
        await street.arrivals(3)
        #expect(street.passed == ["first"])
        street.gate.close()
        await turn
        await room
        #expect(Set(street.passed) == ["first", "turn", "room"])
    }
}
