/// The parts of equal tag into which a tagged surface falls, joined over common edges.
public struct SurfacePatches: Sendable {
    /// Patch of each triangle.
    public private(set) var patchOfTriangle: [Int]
    /// Tag of each patch.
    public private(set) var tags: [SurfaceTag]
    /// Triangles of each patch.
    public private(set) var sizes: [Int]
    /// Triangles on the other side of the edges 01, 12, 20 of each triangle, −1 where there is none.
    private let neighbours: [SIMD3<Int32>]

    /// Finds the patches of a surface on which every edge has at most two triangles.
    ///
    /// - Complexity: O(n log n).
    public init(triangles: [SIMD3<Int32>], tags triangleTags: [SurfaceTag]) {
        precondition(triangles.count == triangleTags.count)
        neighbours = Self.neighbours(triangles)
        patchOfTriangle = [Int](repeating: -1, count: triangles.count)
        tags = []
        sizes = []
        for seed in triangles.indices where patchOfTriangle[seed] < 0 {
            let patch = tags.count
            var size = 0
            var front = [seed]
            patchOfTriangle[seed] = patch
            while let triangle = front.popLast() {
                size += 1
                for k in 0..<3 {
                    let other = Int(neighbours[triangle][k])
                    guard other >= 0, patchOfTriangle[other] < 0,
                        triangleTags[other] == triangleTags[seed]
                    else { continue }
                    patchOfTriangle[other] = patch
                    front.append(other)
                }
            }
            tags.append(triangleTags[seed])
            sizes.append(size)
        }
    }

    private static func neighbours(_ triangles: [SIMD3<Int32>]) -> [SIMD3<Int32>] {
        var sides: [(low: Int32, high: Int32, side: Int)] = []
        sides.reserveCapacity(3 * triangles.count)
        for (number, t) in triangles.enumerated() {
            for k in 0..<3 {
                let a = t[k]
                let b = t[(k + 1) % 3]
                sides.append((min(a, b), max(a, b), 3 * number + k))
            }
        }
        sides.sort { ($0.low, $0.high, $0.side) < ($1.low, $1.high, $1.side) }
        var neighbours = [SIMD3<Int32>](repeating: SIMD3(repeating: -1), count: triangles.count)
        for (a, b) in zip(sides, sides.dropFirst()) where a.low == b.low && a.high == b.high {
            neighbours[a.side / 3][a.side % 3] = Int32(b.side / 3)
            neighbours[b.side / 3][b.side % 3] = Int32(a.side / 3)
        }
        return neighbours
    }

    /// Gives islands the tag of the surface around them; the tags of all triangles afterwards.
    ///
    /// An island is a patch with less than `fraction` of the triangles of the largest patch of its
    /// tag. Segmentations leave such specks; each would open a cavity with a rim of its own.
    public func absorbingIslands(
        triangles: [SIMD3<Int32>], tags: [SurfaceTag], fraction: Double
    ) -> [SurfaceTag] {
        var tags = tags
        var patches = self
        while let island = patches.smallestIsland(fraction: fraction) {
            guard let tag = patches.tagAround(island, tags: tags) else { return tags }
            for k in tags.indices where patches.patchOfTriangle[k] == island { tags[k] = tag }
            patches = SurfacePatches(triangles: triangles, tags: tags)
        }
        return tags
    }

    private func smallestIsland(fraction: Double) -> Int? {
        var largest: [SurfaceTag: Int] = [:]
        for (tag, size) in zip(tags, sizes) { largest[tag] = max(largest[tag] ?? 0, size) }
        return sizes.indices
            .filter { Double(sizes[$0]) < fraction * Double(largest[tags[$0]] ?? 0) }
            .min { sizes[$0] < sizes[$1] }
    }

    /// The tag that shares most edges with a patch.
    private func tagAround(_ patch: Int, tags: [SurfaceTag]) -> SurfaceTag? {
        var shared: [SurfaceTag: Int] = [:]
        for (triangle, owner) in patchOfTriangle.enumerated() where owner == patch {
            for k in 0..<3 {
                let other = Int(neighbours[triangle][k])
                if other >= 0, patchOfTriangle[other] != patch {
                    shared[tags[other], default: 0] += 1
                }
            }
        }
        return shared.max { ($0.value, -$0.key.rawValue) < ($1.value, -$1.key.rawValue) }?.key
    }
}

extension VentricularAnatomy {
    /// Gives specks of a wrong surface the tag around them (see ``SurfacePatches``).
    public mutating func absorbTagIslands(fraction: Double = SurfacePatches.islandFraction) {
        triangleTags = SurfacePatches(triangles: triangles, tags: triangleTags)
            .absorbingIslands(triangles: triangles, tags: triangleTags, fraction: fraction)
    }
}

extension QuadraticTetMesh {
    /// Gives specks of a wrong surface the tag around them (see ``SurfacePatches``).
    public mutating func absorbTagIslands(fraction: Double = SurfacePatches.islandFraction) {
        let corners = (0..<triangleCount).map {
            SIMD3(triangles[6 * $0], triangles[6 * $0 + 1], triangles[6 * $0 + 2])
        }
        triangleTags = SurfacePatches(triangles: corners, tags: triangleTags)
            .absorbingIslands(triangles: corners, tags: triangleTags, fraction: fraction)
    }
}

extension SurfacePatches {
    /// Patches below this part of the largest one are taken for specks; the real surfaces of a
    /// ventricle that falls into several patches (a base cut apart) are of the same magnitude.
    public static let islandFraction = 0.05
}
