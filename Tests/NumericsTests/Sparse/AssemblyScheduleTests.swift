import Numerics
import Testing

@Suite struct AssemblyScheduleTests {
    @Test func everyElementComesOnceAndChunksOfAColourShareNoNode() throws {
        let box = TetBox(5, 4, 4)
        let order = try NestedDissection.order(box.pattern())
        let schedule = try AssemblySchedule(family: box.tets, eliminationOrder: order)
        #expect(schedule.order.sorted() == Array(0..<Int32(box.tets.elementCount)))
        for colour in 0..<schedule.colourCount {
            var owner = [Int](repeating: -1, count: box.points.count)
            for chunk in Int(schedule.colourStart[colour])..<Int(schedule.colourStart[colour + 1]) {
                for k in Int(schedule.chunkStart[chunk])..<Int(schedule.chunkStart[chunk + 1]) {
                    let element = Int(schedule.order[k])
                    for node in box.tets.nodes[10 * element..<10 * element + 10] {
                        #expect(owner[Int(node)] == -1 || owner[Int(node)] == chunk)
                        owner[Int(node)] = chunk
                    }
                }
            }
        }
    }

    @Test func parallelAssemblyGivesTheSameBitsAsSerial() throws {
        let elasticity = try Elasticity(box: TetBox(4, 3, 3))
        let order = try NestedDissection.order(elasticity.pattern)
        let schedule = try AssemblySchedule(
            family: elasticity.box.tets, eliminationOrder: order, chunkSize: 16)
        var serial = SymmetricBlockMatrix(pattern: elasticity.pattern)
        var parallel = serial
        serial.values.withUnsafeMutableBufferPointer { values in
            for element in schedule.order {
                elasticity.add(Int(element), scale: 1, to: values.baseAddress!)
            }
        }
        parallel.values.withUnsafeMutableBufferPointer { values in
            nonisolated(unsafe) let target = values.baseAddress!
            schedule.forEachChunk { _, elements in
                for element in elements { elasticity.add(Int(element), scale: 1, to: target) }
            }
        }
        #expect(serial.values == parallel.values)
    }

    @Test func nestedDissectionIsAPermutationAndRepeats() throws {
        let pattern = try TetBox(3, 3, 3).pattern()
        let order = try NestedDissection.order(pattern)
        #expect(order.sorted() == Array(0..<Int32(pattern.nodeCount)))
        #expect(try NestedDissection.order(pattern) == order)
    }

    @Test func uncoupledNodesKeepTheirOrder() throws {
        let pattern = try NodeBlockPattern(nodeCount: 3, families: [])
        #expect(try NestedDissection.order(pattern) == [0, 1, 2])
    }
}
