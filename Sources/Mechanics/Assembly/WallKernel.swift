import Numerics

/// Element forces and stiffness of the wall, eight elements at a time.
///
/// ```
/// r_a  = Σ_q w P g_a                       P = F S + p cof F
/// K_ab = Σ_q w g_a·(∂P/∂F)·g_b + U″(J̄)/V h_a ⊗ h_b,   h_a = Σ_q w cof F g_a
/// ```
///
/// S is the sum of the passive, viscous (η Ė) and active stresses in the fibre frame, with Ė a difference
/// over the step (implicit Euler) or, with inertia, `sym(Fᵀ Ḟ)` of the nodal velocities;
/// the rank-one term belongs to the mean dilatation.
struct WallKernel {
    let pointCount: Int
    let material: any PassiveMaterial
    let incompressibility: Incompressibility
    let activeStress: ActiveStress
    let fields: WallFields
    let work: WorkArrays

    /// Lanes of scratch memory one kernel needs.
    static func scratchCount(pointCount: Int) -> Int { WorkArrays.count(pointCount) }

    init(
        pointCount: Int, material: any PassiveMaterial, incompressibility: Incompressibility,
        activeStress: ActiveStress, fields: WallFields, scratch: UnsafeMutablePointer<Lanes>
    ) {
        self.pointCount = pointCount
        self.material = material
        self.incompressibility = incompressibility
        self.activeStress = activeStress
        self.fields = fields
        work = WorkArrays(scratch, pointCount)
    }

    /// Evaluates one batch; element matrices are left in ``elementStiffness``.
    func evaluate(batch: Int, lanes: Int) {
        gatherPositions(batch)
        let smallest = deform(batch)
        record(smallest, batch: batch, lanes: lanes)
        let wantsTangent = fields.stiffness != nil
        material.respond(
            MaterialBatch(
                count: pointCount, strain: work.strain, energy: work.energy, stress: work.stress,
                tangent: wantsTangent ? work.tangent : nil))
        let volume = volumetricResponse(batch)
        var energy = volume.energy
        clear(work.force, 3 * ElementBatches.nodeCount)
        if wantsTangent { clear(work.stiffness, 9 * ElementBatches.pairCount) }
        for q in 0..<pointCount {
            let w = fields.weights[batch * pointCount + q]
            energy += w * fields.passiveScale[batch * pointCount + q] * work.energy[q]
            let S = totalStress(batch, q, w, wantsTangent)
            let F = work.F[q]
            let p = w * work.pressure[q]
            let cofactor = F.cofactor
            addForce(batch, q, F * S, p * cofactor)
            if wantsTangent {
                setElasticity(q, F, S, fields.ignoresCompression ? tensile(p) : p, cofactor)
                if incompressibility.pointModulus != 0 {
                    addBulkElasticity(w * work.bulk[q], cofactor)
                }
                addStiffness(batch, q)
            }
        }
        if wantsTangent && incompressibility.meanModulus != 0 {
            addDilatation(batch, volume.second)
        }
        scatterForce(batch, lanes)
        var sum = 0.0
        for lane in 0..<lanes { sum += energy[lane] }
        fields.energy[batch] = sum
    }

    /// Element matrices of the last batch: pairs a ≥ b, row-major blocks of nine.
    var elementStiffness: UnsafeMutablePointer<Lanes> { work.stiffness }

    private func clear(_ p: UnsafeMutablePointer<Lanes>, _ count: Int) {
        p.update(repeating: .zero, count: count)
    }

    /// Copies the positions of the nodes into lanes.
    private func gatherPositions(_ batch: Int) {
        for a in 0..<ElementBatches.nodeCount {
            let x = fields.position(batch, a)
            work.position[3 * a] = x.x
            work.position[3 * a + 1] = x.y
            work.position[3 * a + 2] = x.z
        }
        guard let velocity = fields.velocity else { return }
        for a in 0..<ElementBatches.nodeCount {
            let v = fields.gather(velocity, batch, a)
            work.velocity[3 * a] = v.x
            work.velocity[3 * a + 1] = v.y
            work.velocity[3 * a + 2] = v.z
        }
    }

    /// Ḟ at one point.
    private func velocityGradient(_ batch: Int, _ q: Int) -> LaneMat {
        let g = fields.gradients + (batch * pointCount + q) * 3 * ElementBatches.nodeCount
        var rate = LaneMat.zero
        for a in 0..<ElementBatches.nodeCount {
            let v = work.velocity + 3 * a
            rate.addOuter(
                LaneVec(v[0], v[1], v[2]), LaneVec(g[3 * a], g[3 * a + 1], g[3 * a + 2]))
        }
        return rate
    }

    /// Deformation gradients and strains; returns the smallest determinant of each lane.
    private func deform(_ batch: Int) -> Lanes {
        var smallest = Lanes(repeating: .infinity)
        for q in 0..<pointCount {
            let g = fields.gradients + (batch * pointCount + q) * 3 * ElementBatches.nodeCount
            var F = LaneMat.zero
            for a in 0..<ElementBatches.nodeCount {
                let x = work.position + 3 * a
                F.addOuter(
                    LaneVec(x[0], x[1], x[2]), LaneVec(g[3 * a], g[3 * a + 1], g[3 * a + 2]))
            }
            work.F[q] = F
            let J = F.row0.dot(F.row1.cross(F.row2))
            work.J[q] = J
            smallest.replace(with: J, where: .!(J .>= smallest))
            F.strain.store(work.strain + 6 * q)
        }
        return smallest
    }

    private func record(_ smallest: Lanes, batch: Int, lanes: Int) {
        var least = smallest[0]
        var at = 0
        for lane in 1..<max(lanes, 1) where !(smallest[lane] >= least) {
            least = smallest[lane]
            at = lane
        }
        fields.smallestJ[batch] = least
        fields.smallestLane[batch] = Int32(at)
    }

    /// Pressures p = U′(J̄) + U′(J) + λ and bulk stiffness U″(J) at the points; energy and U″(J̄)/V of
    /// the element.
    private func volumetricResponse(_ batch: Int) -> (energy: Lanes, second: Lanes) {
        let w = fields.weights + batch * pointCount
        var volume = Lanes.zero
        var current = Lanes.zero
        for q in 0..<pointCount {
            volume += w[q]
            current += w[q] * work.J[q]
        }
        let kappa = incompressibility.meanModulus
        let mean = Incompressibility.penalty(current / volume)
        var energy = kappa * volume * mean.energy
        let isPointwise = incompressibility.pointModulus != 0
        for q in 0..<pointCount {
            work.pressure[q] = kappa * mean.first
            if isPointwise {
                let kappa = incompressibility.pointModulus
                let U = Incompressibility.penalty(work.J[q])
                energy += kappa * w[q] * U.energy
                work.pressure[q] += kappa * U.first
                work.bulk[q] = kappa * U.second
            }
            if let pressures = fields.volumePressure {
                let p = gather(pressures, batch, q)
                energy += p * w[q] * (work.J[q] - 1)
                work.pressure[q] += p
            }
            if let dilatation = fields.dilatation { scatter(work.J[q], to: dilatation, batch, q) }
        }
        return (energy, kappa * mean.second / volume)
    }

    /// Weighted stress of all constituents; leaves their weighted tangent in the work arrays.
    private func totalStress(_ batch: Int, _ q: Int, _ w: Lanes, _ wantsTangent: Bool) -> LaneSym {
        let scale = w * fields.passiveScale[batch * pointCount + q]
        let E = LaneSym(work.strain + 6 * q)
        var S = scale * LaneSym(work.stress + 6 * q)
        let D = LaneTangent(work.tangent + LaneTangent.count * q)
        if wantsTangent { D.scale(scale) }
        if fields.velocity != nil {
            S = S + (w * fields.viscosity) * work.F[q].strainRate(velocityGradient(batch, q))
            if wantsTangent { D.addIdentity(w * fields.viscosityRate) }
        } else if let before = fields.strainBefore {
            let rate = w * fields.viscosityRate
            S = S + rate * (E - LaneSym(before + 6 * (batch * pointCount + q)))
            if wantsTangent { D.addIdentity(rate) }
        }
        if let tension = fields.tension, let derivative = fields.tensionDerivative {
            activeStress.add(
                tension: gather(tension, batch, q), derivative: gather(derivative, batch, q),
                weight: w, strain: E, to: &S, wantsTangent ? D : nil)
        }
        return S
    }

    /// Values of one point of eight elements from an [element][point] array.
    private func gather(_ values: UnsafePointer<Double>, _ batch: Int, _ q: Int) -> Lanes {
        let e = fields.elements + 8 * batch
        let n = pointCount
        return Lanes(
            values[Int(e[0]) * n + q], values[Int(e[1]) * n + q], values[Int(e[2]) * n + q],
            values[Int(e[3]) * n + q], values[Int(e[4]) * n + q], values[Int(e[5]) * n + q],
            values[Int(e[6]) * n + q], values[Int(e[7]) * n + q])
    }

    /// Values of one point of eight elements into an [element][point] array.
    private func scatter(
        _ value: Lanes, to values: UnsafeMutablePointer<Double>, _ batch: Int, _ q: Int
    ) {
        let e = fields.elements + 8 * batch
        for lane in 0..<8 { values[Int(e[lane]) * pointCount + q] = value[lane] }
    }

    private func addForce(_ batch: Int, _ q: Int, _ stress: LaneMat, _ volumetric: LaneMat) {
        var P = stress
        P += volumetric
        let g = fields.gradients + (batch * pointCount + q) * 3 * ElementBatches.nodeCount
        for a in 0..<ElementBatches.nodeCount {
            let r = P * LaneVec(g[3 * a], g[3 * a + 1], g[3 * a + 2])
            work.force[3 * a] += r.x
            work.force[3 * a + 1] += r.y
            work.force[3 * a + 2] += r.z
        }
    }

    @inline(__always)
    private func tensile(_ p: Lanes) -> Lanes { p.replacing(with: 0.0, where: p .< 0.0) }

    /// Adds the element forces to the nodes, lane by lane.
    private func scatterForce(_ batch: Int, _ lanes: Int) {
        let nodes = fields.nodes + batch * 8 * ElementBatches.nodeCount
        for a in 0..<ElementBatches.nodeCount {
            let x = work.force[3 * a]
            let y = work.force[3 * a + 1]
            let z = work.force[3 * a + 2]
            for lane in 0..<lanes {
                let target = fields.force + 3 * Int(nodes[8 * a + lane])
                target[0] += x[lane]
                target[1] += y[lane]
                target[2] += z[lane]
            }
        }
    }
}

/// Scratch memory of one kernel: views into one block of lanes.
struct WorkArrays {
    /// Current node positions, ten times three.
    let position: UnsafeMutablePointer<Lanes>
    /// Node velocities, ten times three; with inertia only.
    let velocity: UnsafeMutablePointer<Lanes>
    /// Element forces, ten times three.
    let force: UnsafeMutablePointer<Lanes>
    /// ∂V/∂x of the element, ten times three.
    let dilatation: UnsafeMutablePointer<Lanes>
    /// Deformation gradients at the points.
    let F: UnsafeMutablePointer<LaneMat>
    /// ∂P/∂F of one point: the matrix of (i, J) for each pair (k, L).
    let elasticity: UnsafeMutablePointer<LaneMat>
    /// det F, pressure U′ and bulk stiffness U″ at the points.
    let J: UnsafeMutablePointer<Lanes>
    let pressure: UnsafeMutablePointer<Lanes>
    let bulk: UnsafeMutablePointer<Lanes>
    /// What the material reads and writes.
    let strain: UnsafeMutablePointer<Lanes>
    let energy: UnsafeMutablePointer<Lanes>
    let stress: UnsafeMutablePointer<Lanes>
    let tangent: UnsafeMutablePointer<Lanes>
    /// Element matrices: 55 pairs of nine.
    let stiffness: UnsafeMutablePointer<Lanes>

    static func count(_ points: Int) -> Int {
        12 * ElementBatches.nodeCount + 9 * 9 + 9 * ElementBatches.pairCount
            + points * (9 + 3 + 6 + 1 + 6 + LaneTangent.count)
    }

    init(_ base: UnsafeMutablePointer<Lanes>, _ points: Int) {
        var next = base
        func take(_ count: Int) -> UnsafeMutablePointer<Lanes> {
            defer { next += count }
            return next
        }
        func takeMatrices(_ count: Int) -> UnsafeMutablePointer<LaneMat> {
            UnsafeMutableRawPointer(take(9 * count))
                .bindMemory(to: LaneMat.self, capacity: count)
        }
        position = take(3 * ElementBatches.nodeCount)
        velocity = take(3 * ElementBatches.nodeCount)
        force = take(3 * ElementBatches.nodeCount)
        dilatation = take(3 * ElementBatches.nodeCount)
        F = takeMatrices(points)
        elasticity = takeMatrices(9)
        J = take(points)
        pressure = take(points)
        bulk = take(points)
        strain = take(6 * points)
        energy = take(points)
        stress = take(6 * points)
        tangent = take(LaneTangent.count * points)
        stiffness = take(9 * ElementBatches.pairCount)
    }
}
