import Fibres
import Foundation
import Geometry
import Numerics
import Patients
import Quantities
import Storage
import Testing

/// Every kind of bad input gets its own clear sentence and exit code 65 (66 for missing files).
@Suite struct BadPatientTests {
    let folder = PatientFolder()
    let catalogue = SamplePatient.catalogue

    /// The error of reading a sample patient after a change to its file.
    private func error(_ change: (H5Group) throws -> Void) throws -> String {
        let path = folder.file("p.h5")
        try SamplePatient.make().write(to: path, knowing: catalogue)
        let writer = try H5Writer(revising: path)
        try change(writer.root)
        try writer.commit()
        return readingError(path)
    }

    private func readingError(_ path: String) -> String {
        do {
            _ = try Patient(reading: path, knowing: catalogue)
            return "no error"
        } catch {
            #expect(error.exitCode == 65)
            return error.description.replacingOccurrences(of: folder.path + "/", with: "")
        }
    }

    /// The error of reading after changing some values of a dataset.
    private func error<Element: H5Element>(
        _ name: String, _ type: Element.Type, _ change: (inout [Element]) -> Void
    ) throws -> String {
        try error { root in
            var array = try root.read(name, as: type)
            change(&array.values)
            try root.overwrite(name, with: array.values, fromRow: 0)
        }
    }

    /// The error of validating a changed patient.
    private func problem(_ change: (inout Patient) throws -> Void) throws -> String {
        var patient = try SamplePatient.make()
        try change(&patient)
        do {
            try patient.validate(file: "p.h5", knowing: catalogue)
            return "no error"
        } catch {
            return error.description
        }
    }

    private func expect(
        _ found: String, is expected: String, at location: SourceLocation = #_sourceLocation
    ) {
        #expect(found == expected, sourceLocation: location)
    }

    private func expect(
        _ found: String, contains part: String, at location: SourceLocation = #_sourceLocation
    ) {
        #expect(found.contains(part), "\(found)", sourceLocation: location)
    }

    @Test func missingFilesAndOtherFilesAreToldApart() throws {
        do {
            _ = try Patient(reading: "/nowhere.h5", knowing: catalogue)
        } catch {
            #expect(error.description == "/nowhere.h5: no such file")
            #expect(error.exitCode == 66)
        }
        try Data("hello".utf8).write(to: URL(fileURLWithPath: folder.file("x.h5")))
        #expect(
            readingError(folder.file("x.h5"))
                == "x.h5: not an HDF5 file (no HDF5 signature); is it the right file?")
    }

    @Test func anotherHDF5FileIsNotAPatient() throws {
        let writer = try H5Writer(writing: folder.file("x.h5"))
        try writer.root.write("Points", [1.0])
        try writer.commit()
        #expect(readingError(folder.file("x.h5")) == "x.h5:/hearttwin: missing; known: Points")
    }

    @Test func versionsMatter() throws {
        expect(
            try error { try $0.setAttribute("schema_version", "2.0", of: "hearttwin") },
            is: "p.h5:/hearttwin@schema_version: \"2.0\" cannot be read; this program reads "
                + "version 1.0 and its minor revisions")
        expect(
            try error { try $0.setAttribute("schema_version", "1.7", of: "hearttwin") },
            is: "no error")
    }

    @Test func missingAndWrongUnitsAreNamed() throws {
        expect(
            try error { root in
                let points = try root.read("VTKHDF/Points", as: Double.self)
                try root.remove("VTKHDF/Points")
                try root.write("VTKHDF/Points", points.values, shape: points.shape)
            }, is: "p.h5:/VTKHDF/Points: has no unit; add the attribute units = \"mm\"")
        expect(
            try error { try $0.setAttribute("units", "ms", of: "VTKHDF/Points") },
            is: "p.h5:/VTKHDF/Points@units: \"ms\" measures a time, expected a length such as "
                + "\"mm\"")
        expect(
            try error { try $0.setAttribute("units", "milimetre", of: "VTKHDF/Points") },
            contains: "p.h5:/VTKHDF/Points@units: unknown unit \"milimetre\"")
        expect(
            try error {
                try $0.setAttribute("units", "mmHg", of: "hearttwin/parameters/passive.a")
            },
            is: "p.h5:/hearttwin/parameters/passive.a: 82.6599 kPa is out of range; "
                + "allowed: 0.01 to 10 kPa")
        expect(
            try error {
                try $0.setAttribute("units", "mL", of: "hearttwin/parameters/passive.a")
            },
            is: "p.h5:/hearttwin/parameters/passive.a@units: \"mL\" measures a volume, expected "
                + "a pressure such as \"kPa\"")
    }

    @Test func wrongTypesAndShapesAreNamed() throws {
        expect(
            try error { root in
                try root.remove("hearttwin/surfaces/tags")
                try root.write("hearttwin/surfaces/tags", [1.0, 2.0])
            }, contains: "p.h5:/hearttwin/surfaces/tags: expected shape [")
        let message = try error { root in
            let count = try root.info("hearttwin/surfaces/tags").shape[0]
            try root.remove("hearttwin/surfaces/tags")
            try root.write("hearttwin/surfaces/tags", [Double](repeating: 1, count: count))
        }
        #expect(
            message
                == "p.h5:/hearttwin/surfaces/tags: expected 32-bit integer, found 64-bit float")
        expect(
            try error { root in
                try root.remove("hearttwin/electrodes/positions")
                try root.write("hearttwin/electrodes/positions", [1.0, 2, 3], shape: [1, 3])
                try root.setAttribute("units", "mm", of: "hearttwin/electrodes/positions")
            },
            is: "p.h5:/hearttwin/electrodes/positions: expected shape [2 (electrodes), 3], "
                + "found [1, 3]")
        expect(
            try error { try $0.remove("hearttwin/surfaces/triangles") },
            is: "p.h5:/hearttwin/surfaces/triangles: missing; known: tags, valve_rims")
        expect(
            try error { try $0.remove("VTKHDF/CellData/sheet") },
            is: "p.h5:/VTKHDF/CellData/fiber: needs /VTKHDF/CellData/sheet as well")
    }

    @Test func valuesThatAreNotFiniteAreLocated() throws {
        expect(
            try error("VTKHDF/Points", Double.self) { $0[7] = .nan },
            is: "p.h5:/VTKHDF/Points[2,1]: nan is not a finite number")
        expect(
            try error("VTKHDF/PointData/tm", Double.self) { $0[5] = .infinity },
            is: "p.h5:/VTKHDF/PointData/tm[5]: inf is not a finite number")
    }

    @Test func valuesOutOfRangeAreLocated() throws {
        expect(
            try error("VTKHDF/Connectivity", Int64.self) { $0[9] = -1 },
            contains: "p.h5:/VTKHDF/Connectivity[9]: -1 is out of range; allowed: 0 to ")
        expect(
            try error("VTKHDF/Connectivity", Int64.self) { $0[9] = 1 << 40 },
            is: "p.h5:/VTKHDF/Connectivity[9]: 1099511627776 does not fit 32-bit integer")
        expect(
            try error("VTKHDF/Types", UInt8.self) { $0[2] = 12 },
            is: "p.h5:/VTKHDF/Types[2]: 12 is out of range; allowed: 10 (linear tetrahedra only)")
        expect(
            try error("VTKHDF/CellData/region", Int32.self) { $0[4] = 3 },
            is: "p.h5:/VTKHDF/CellData/region[4]: unknown value \"3\"; known: "
                + "1 (leftVentricle), 2 (rightVentricle), 7 (septum)")
        expect(
            try error("VTKHDF/PointData/ab", Double.self) { $0[0] = 1.5 },
            is: "p.h5:/VTKHDF/PointData/ab[0]: 1.5 is out of range; allowed: -0.1 to 1.1")
        expect(
            try error { root in
                try root.setAttribute("sex", "f", of: "hearttwin/subject")
            }, is: "p.h5:/hearttwin/subject@sex: unknown value \"f\"; known: female, male, unknown")
    }

    @Test func unknownAndImpossibleParametersAreNamed() throws {
        expect(
            try problem { $0.parameters["pasive.a"] = StoredParameter(1, unit: try Unit("kPa")) },
            is: "p.h5:/hearttwin/parameters/pasive.a: the model has no such parameter; did you "
                + "mean \"passive.a\"?")
        expect(
            try problem { $0.parameters["passive.a"]?.value = 20_000 },
            is: "p.h5:/hearttwin/parameters/passive.a: 20 kPa is out of range; allowed: 0.01 "
                + "to 10 kPa")
        expect(
            try problem { $0.parameters["passive.a"]?.value = 50 },
            is: "p.h5:/hearttwin/parameters/passive.a: 50 Pa is out of range; allowed: its own "
                + "bounds, 100 to 2000")
        expect(
            try problem { $0.parameters["passive.a"]?.value = .nan },
            is: "p.h5:/hearttwin/parameters/passive.a: nan is not a finite number")
        expect(
            try problem {
                $0.measurements["a/b"] = Measurement([1], unit: try Unit("1"), kind: .derived)
            },
            is: "p.h5:/hearttwin/measurements: \"a/b\" cannot be a name; use letters, digits, "
                + "_ - and .")
    }

    @Test func badMeshesAreExplained() throws {
        expect(
            try problem { patient in
                let tet = patient.anatomy.mesh.tets[5]
                patient.anatomy.mesh.tets[5] = SIMD4(tet.y, tet.x, tet.z, tet.w)
            }, contains: "/VTKHDF/Connectivity[5]: inverted or flat tetrahedron, volume -")
        expect(
            try problem { patient in
                let tet = patient.anatomy.mesh.tets[5]
                patient.anatomy.mesh.tets[5] = SIMD4(tet.x, tet.y, tet.z, tet.x)
            }, contains: "/VTKHDF/Connectivity[5]: inverted or flat tetrahedron, volume 0")
        expect(
            try problem { $0.anatomy.mesh.points.append(.zero) },
            contains: "belongs to no tetrahedron; remove unused points")
        let pieces = try problem { patient in
            let mesh = patient.anatomy.mesh
            let count = Int32(mesh.points.count)
            patient.anatomy = VentricularAnatomy(
                mesh: TetMesh(
                    points: mesh.points + mesh.points.map { $0 + Vec3(500, 0, 0) },
                    tets: mesh.tets + mesh.tets.map { $0 &+ count }),
                regions: patient.anatomy.regions + patient.anatomy.regions,
                triangles: patient.anatomy.triangles, triangleTags: patient.anatomy.triangleTags)
        }
        #expect(
            pieces
                == "p.h5:/VTKHDF/Connectivity: the mesh falls into 2 pieces, the largest holding "
                + "50 % of the tetrahedra; keep one connected wall")
        expect(
            try problem { patient in
                guard var mesh = patient.mechanicsMesh else { return }
                let middle = Int(mesh.tets[4])
                mesh.points[middle] += Vec3(40, 0, 0)
                patient.mechanicsMesh = mesh
            }, contains: "/hearttwin/mechanics_mesh/tets[")
    }

    @Test func badBoundariesAreExplained() throws {
        expect(
            try problem { patient in
                patient.anatomy.triangleTags = patient.anatomy.triangleTags.map {
                    $0 == .lvEndocardium ? .epicardium : $0
                }
            },
            is: "p.h5:/hearttwin/surfaces/tags: no triangle has tag 1 (lvEndocardium); tag the "
                + "whole boundary")
        expect(
            try problem { patient in
                patient.anatomy.regions[0] = .rightVentricle
            }, contains: "no triangle has tag 2 (rvEndocardium)")
        expect(
            try problem { patient in
                let base = patient.anatomy.triangleTags.firstIndex(of: .base) ?? 0
                patient.anatomy.triangles.remove(at: base)
                patient.anatomy.triangleTags.remove(at: base)
            }, contains: "/hearttwin/surfaces/triangles: the boundary is open, with ")
        expect(
            try problem { patient in
                let t = patient.anatomy.triangles[0]
                patient.anatomy.triangles[0] = SIMD3(t.y, t.x, t.z)
            }, contains: "oriented against each other")
        expect(
            try problem { patient in
                patient.anatomy.triangles = patient.anatomy.triangles.map {
                    SIMD3($0.y, $0.x, $0.z)
                }
            }, contains: "list the mesh's own boundary, oriented outwards")
    }

    @Test func badFibresAreExplained() throws {
        expect(
            try problem { $0.fibres?[8].fibre = .zero },
            is: "p.h5:/VTKHDF/CellData/fiber[8]: direction of length 0, expected 1; leave the "
                + "fibres out to have them computed")
        expect(
            try problem { $0.fibres?[8].sheet = Vec3(0, 1, 1) },
            contains: "/VTKHDF/CellData/sheet[8]: direction of length 1.414")
        expect(
            try problem { patient in
                let fibre = patient.fibres?[8].fibre ?? .zero
                patient.fibres?[8].sheet = fibre
            }, contains: "/VTKHDF/CellData/sheet[8]: fibre and sheet are not perpendicular")
        expect(
            try problem { $0.fibres?[8].fibre.x = .nan },
            contains: "/VTKHDF/CellData/fiber[8]: direction of length nan")
    }

    @Test func incompletePartsAreNamed() throws {
        expect(
            try problem { $0.mechanicsMesh = nil },
            is: "p.h5:/hearttwin/reference_state: needs /hearttwin/mechanics_mesh as well")
        expect(
            try problem { $0.valveRims[0].vertices[1] = $0.valveRims[0].vertices[0] },
            contains: "/valve_rims/mitral[1]: vertex ")
        expect(
            try problem { $0.electrodes[1].name = "V1" },
            is: "p.h5:/hearttwin/electrodes/names: \"V1 (twice)\" cannot be a name; use letters, "
                + "digits, _ - and .")
    }
}
