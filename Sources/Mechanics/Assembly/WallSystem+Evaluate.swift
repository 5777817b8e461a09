import FiniteElements
import Numerics

/// The outcome of one evaluation.
struct ForceBalance {
    /// Norm of the out-of-balance force relative to the largest force.
    var residual: Double
    /// Whether that force is no more than the rounding of forces in a wall without load.
    var isRoundOff: Bool
    /// Cavity volumes [mm³].
    var volumes: [Double]
    /// Smallest det F, and where.
    var smallestJ: Double
    var worstElement: Int
    /// Stored energy [mN mm].
    var energy: Double
}

extension WallSystem {
    /// Forces (and stiffness) of the iterate ``displacement`` under the given pressures.
    ///
    /// - `dt`: [ms]; zero for an equilibrium without dampers.
    /// - `viscosityRate`: η/dt on the strain since ``storeStrainBefore()`` [kPa].
    /// - `surfacePressures`: one for each pressure surface [kPa].
    /// - `ignoresCompression`: leave the geometric stiffness of compressive volumetric pressures out.
    ///   Far from equilibrium these make the wall buckle; without them the stiffness stays positive,
    ///   and the next correction removes them.
    func evaluate(
        pressures: [Double], surfacePressures: [Double], dt: Double, viscosityRate: Double,
        wantsStiffness: Bool, ignoresCompression: Bool = false
    ) -> ForceBalance {
        let inverseStep = dt > 0 ? 1 / dt : 0
        updatePositions(displacement)
        updateRate(dt: dt, inverseStep: inverseStep)
        force.fill(0)
        if wantsStiffness { matrix.setToZero() }
        var scale = 0.0
        var volumes: [Double] = []
        matrix.values.withUnsafeMutableBufferPointer { values in
            let stiffness = wantsStiffness ? values.baseAddress : nil
            assembleWall(stiffness, viscosityRate, ignoresCompression)
            scale = norm(force)
            evaluateBoundary(stiffness, dt: dt, inverseStep: inverseStep)
            for part in boundaryForces { force.add(1, part) }
            scale = max(
                scale, addInertia(stiffness), addPressures(pressures, stiffness),
                addSurfacePressures(surfacePressures, stiffness))
            volumes = cavityVolumes.array
        }
        if !model.deadLoad.isEmpty {
            var sum = 0.0
            for (i, load) in model.deadLoad.enumerated() {
                force[i] -= load
                sum += load * load
            }
            scale = max(scale, sum.squareRoot())
        }
        if !model.isFixed.isEmpty {
            for (i, fixed) in model.isFixed.enumerated() where fixed { force[i] = 0 }
            if wantsStiffness { matrix.fix(model.isFixed) }
        }
        let floor = inertia == nil ? forceFloor : Inertia.smallestForce * forceFloor
        return balance(scale: max(scale, floor), volumes: volumes)
    }

    private func assembleWall(
        _ stiffness: UnsafeMutablePointer<Double>?, _ viscosityRate: Double,
        _ ignoresCompression: Bool
    ) {
        withFields(
            stiffness: stiffness, viscosityRate: viscosityRate,
            ignoresCompression: ignoresCompression
        ) { fields in
            let model = self.model
            let batches = self.batches
            let scatter = self.scatter
            schedule.forEachChunk { chunk, _ in
                let scratchCount = WallKernel.scratchCount(pointCount: batches.pointCount)
                withUnsafeTemporaryAllocation(of: Lanes.self, capacity: scratchCount) { scratch in
                    guard let scratch = scratch.baseAddress else { return }
                    let kernel = WallKernel(
                        pointCount: batches.pointCount, material: model.material,
                        incompressibility: model.incompressibility,
                        activeStress: model.activeStress, fields: fields, scratch: scratch)
                    let range =
                        Int(batches.chunkStart[chunk])..<Int(batches.chunkStart[chunk + 1])
                    for batch in range {
                        let lanes = Int(batches.laneCounts[batch])
                        kernel.evaluate(batch: batch, lanes: lanes)
                        guard let stiffness = fields.stiffness else { continue }
                        for pair in 0..<ElementBatches.pairCount {
                            scatter.addLanes(
                                kernel.elementStiffness + 9 * pair,
                                elements: fields.elements + 8 * batch, lanes: lanes, pair: pair,
                                into: stiffness)
                        }
                    }
                }
            }
        }
    }

    /// Velocities of the iterate.
    private func updateRate(dt: Double, inverseStep: Double) {
        guard dt > 0 else { return }
        rate.fill(0)
        rate.add(inverseStep, displacement)
        rate.add(-inverseStep, displacementBefore)
    }

    /// Adds the forces of inertia; returns their norm.
    private func addInertia(_ stiffness: UnsafeMutablePointer<Double>?) -> Double {
        guard let inertia else { return 0 }
        let shift = inertia.shift
        let added = inertia.force
        for i in 0..<shift.count { shift[i] = displacement[i] - inertia.origin[i] }
        added.fill(0)
        inertia.mass.add(shift.base, scale: inertia.rate, to: added.base)
        force.add(1, added)
        if let stiffness { inertia.mass.add(scale: inertia.rate, into: stiffness) }
        return norm(added)
    }

    /// What surrounds the muscle, each part with memory of its own: forces of supports and valve planes,
    /// volumes of the cavities and their gradients. Side by side, unless they share the stiffness.
    private func evaluateBoundary(
        _ stiffness: UnsafeMutablePointer<Double>?, dt: Double, inverseStep: Double
    ) {
        let count = boundaryForces.count + model.cavities.count
        nonisolated(unsafe) let this = self
        if let stiffness {
            for part in 0..<count { evaluate(boundary: part, stiffness, dt, inverseStep) }
        } else {
            Parallel.forEachChunk(count: count, grain: 1) { part, _ in
                this.evaluate(boundary: part, nil, dt, inverseStep)
            }
        }
    }

    private func evaluate(
        boundary part: Int, _ stiffness: UnsafeMutablePointer<Double>?, _ dt: Double,
        _ inverseStep: Double
    ) {
        guard part < boundaryForces.count else {
            return evaluate(cavity: part - boundaryForces.count)
        }
        let target = boundaryForces[part]
        target.fill(0)
        if part == 0 {
            supports.add(
                displacement: displacement.base, rate: dt > 0 ? UnsafePointer(rate.base) : nil,
                inverseStep: inverseStep, force: target.base, stiffness: stiffness)
        } else {
            valvePlanes[part - 1].add(
                positions.base, stiffness: model.valvePlaneStiffness, force: target.base,
                matrix: stiffness)
        }
    }

    private func evaluate(cavity c: Int) {
        let gradient = volumeGradients[c]
        gradient.fill(0)
        cavityVolumes[c] = model.cavities[c].addGradient(
            positions.base, scale: 1, to: gradient.base)
        for (i, fixed) in model.isFixed.enumerated() where fixed { gradient[i] = 0 }
    }

    /// Volumes and their gradients of ``displacement``, without forces.
    func evaluateCavities() {
        updatePositions(displacement)
        nonisolated(unsafe) let this = self
        Parallel.forEachChunk(count: model.cavities.count, grain: 1) { cavity, _ in
            this.evaluate(cavity: cavity)
        }
    }

    /// Adds −p ∂V/∂x of each cavity; returns the norm of the sum.
    private func addPressures(
        _ pressures: [Double], _ stiffness: UnsafeMutablePointer<Double>?
    ) -> Double {
        var scale = 0.0
        for (c, cavity) in model.cavities.enumerated() {
            let gradient = volumeGradients[c]
            let p = pressures[c]
            force.add(-p, gradient)
            scale = max(scale, abs(p) * norm(gradient))
            if let stiffness, p != 0 {
                cavityBlocks[c].add(cavity, positions: positions.base, scale: -p, into: stiffness)
            }
        }
        return scale
    }

    private func addSurfacePressures(
        _ pressures: [Double], _ stiffness: UnsafeMutablePointer<Double>?
    ) -> Double {
        var scale = 0.0
        for (index, surface) in model.pressureSurfaces.enumerated() where pressures[index] != 0 {
            let p = pressures[index]
            rate.fill(0)
            surface.addForce(positions.base, pressure: p, to: rate.base)
            force.add(1, rate)
            scale = max(scale, norm(rate))
            guard let stiffness else { continue }
            for t in 0..<surface.triangles.count / 6 {
                let w = surface.hessian(t, positions.base, pressure: p)
                for a in 1..<6 {
                    for b in 0..<a {
                        pressureBlocks[index].addSkew(
                            w[a * (a - 1) / 2 + b], element: t, a: a, b: b, into: stiffness)
                    }
                }
            }
        }
        return scale
    }

    private func balance(scale: Double, volumes: [Double]) -> ForceBalance {
        var smallest = Double.infinity
        var worst = 0
        var stored = 0.0
        for batch in 0..<batches.count {
            stored += energy[batch]
            if !(smallestJ[batch] >= smallest) {
                smallest = smallestJ[batch]
                worst = Int(batches.elements[8 * batch + Int(smallestLane[batch])])
            }
        }
        let size = norm(force)
        return ForceBalance(
            residual: size / scale, isRoundOff: size <= forceFloor, volumes: volumes,
            smallestJ: smallest, worstElement: worst, energy: stored)
    }

    func norm(_ v: Buffer<Double>) -> Double { v.dot(v).squareRoot() }

    /// Stretches of ``displacement`` that a contraction along `direction` feels, at all points,
    /// tetrahedron by tetrahedron.
    func updateStretch(into stretch: Buffer<Double>, along direction: ActiveStress) {
        updatePositions(displacement)
        nonisolated(unsafe) let target = stretch.base
        withFields { fields in
            let points = batches.pointCount
            Parallel.forEachChunk(count: batches.count, grain: 16) { _, range in
                for batch in range {
                    for q in 0..<points {
                        let F = fields.deformation(batch, q, points)
                        let square = direction.squaredStretch(
                            fibre: F.row0.x * F.row0.x + F.row1.x * F.row1.x
                                + F.row2.x * F.row2.x,
                            normal: F.row0.z * F.row0.z + F.row1.z * F.row1.z
                                + F.row2.z * F.row2.z)
                        for lane in 0..<8 {
                            let element = Int(fields.elements[8 * batch + lane])
                            target[element * points + q] = square[lane].squareRoot()
                        }
                    }
                }
            }
        }
    }

    /// Strains of ``displacement`` at all points into ``strainBefore``.
    func storeStrainBefore() {
        updatePositions(displacement)
        nonisolated(unsafe) let target = strainBefore.base
        withFields { fields in
            let points = batches.pointCount
            Parallel.forEachChunk(count: batches.count, grain: 16) { _, range in
                for slot in range.lowerBound * points..<range.upperBound * points {
                    let (batch, q) = slot.quotientAndRemainder(dividingBy: points)
                    fields.deformation(batch, q, points).strain.store(target + 6 * slot)
                }
            }
        }
    }
}

extension WallFields {
    /// Deformation gradients of eight elements at one point.
    func deformation(_ batch: Int, _ q: Int, _ points: Int) -> LaneMat {
        let g = gradients + (batch * points + q) * 3 * ElementBatches.nodeCount
        var F = LaneMat.zero
        for a in 0..<ElementBatches.nodeCount {
            F.addOuter(position(batch, a), LaneVec(g[3 * a], g[3 * a + 1], g[3 * a + 2]))
        }
        return F
    }

    /// Position of local node a of eight elements.
    @inline(__always)
    func position(_ batch: Int, _ a: Int) -> LaneVec { gather(positions, batch, a) }

    /// Nodal vector x at local node a of eight elements.
    @inline(__always)
    func gather(_ x: UnsafePointer<Double>, _ batch: Int, _ a: Int) -> LaneVec {
        let n = nodes + 8 * (batch * ElementBatches.nodeCount + a)
        let (n0, n1, n2, n3) = (3 * Int(n[0]), 3 * Int(n[1]), 3 * Int(n[2]), 3 * Int(n[3]))
        let (n4, n5, n6, n7) = (3 * Int(n[4]), 3 * Int(n[5]), 3 * Int(n[6]), 3 * Int(n[7]))
        func gather(_ i: Int) -> Lanes {
            Lanes(
                x[n0 + i], x[n1 + i], x[n2 + i], x[n3 + i], x[n4 + i], x[n5 + i], x[n6 + i],
                x[n7 + i])
        }
        return LaneVec(gather(0), gather(1), gather(2))
    }
}
