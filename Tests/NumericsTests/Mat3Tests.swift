import Numerics
import Testing

@Suite struct Mat3Tests {
    @Test func inverseTimesMatrixIsIdentity() {
        let a = Mat3(rows: Vec3(2, 1, 0.5), Vec3(-1, 3, 0.2), Vec3(0.3, -0.7, 1.5))
        let product = a * a.inverse
        for (observed, expected) in zip(
            [product.row0, product.row1, product.row2],
            [Mat3.identity.row0, Mat3.identity.row1, Mat3.identity.row2])
        {
            #expect((observed - expected).norm < 1e-14)
        }
    }
}
