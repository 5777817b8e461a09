import Foundation

/// The samples of a record's signals, from its files as they are.
struct WFDBSamples: Sendable {
    /// Where a signal's samples are: in which file, how many samples of all signals make a frame of it, and which of
    /// these is the first one of the signal.
    private struct Place: Sendable {
        var file: Int
        var frame: Int
        var first: Int
    }

    private let header: WFDBHeader
    private let files: [Data]
    private let places: [Place]
    /// Whole frames that are there.
    let frames: Int

    /// Opens the files.
    ///
    /// - Throws: ``SignalError``; also where files are shorter than the header says, or a sum
    ///   of samples is another one.
    init(_ header: WFDBHeader, folder: String) throws(SignalError) {
        self.header = header
        var names: [String] = []
        var sizes: [Int] = []
        var places: [Place] = []
        for signal in header.signals {
            let file = names.firstIndex(of: signal.file) ?? names.count
            if file == names.count {
                names.append(signal.file)
                sizes.append(0)
            }
            places.append(Place(file: file, frame: 0, first: sizes[file]))
            sizes[file] += signal.perFrame
        }
        for place in places.indices { places[place].frame = sizes[places[place].file] }
        self.places = places
        var files: [Data] = []
        var frames = header.frames ?? .max
        for (file, name) in names.enumerated() {
            let path = folder + "/" + name
            let members = header.signals.filter { $0.file == name }
            guard let signal = members.first,
                members.allSatisfy({ $0.format == signal.format && $0.offset == signal.offset })
            else {
                throw SignalError(path: path, reason: "its signals have several formats")
            }
            do {
                files.append(try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe))
            } catch {
                throw SignalError(path: path, reason: "cannot be read")
            }
            let bytes = max(files[file].count - signal.offset, 0)
            let samples = signal.format == .sixteen ? bytes / 2 : bytes / 3 * 2 + bytes % 3 / 2
            let whole = samples / sizes[file]
            guard header.frames.map({ whole >= $0 }) ?? true else {
                throw SignalError(
                    path: path,
                    reason: "\(whole) samples of each signal, \(header.frames ?? 0) announced")
            }
            frames = min(frames, whole)
        }
        self.files = files
        self.frames = frames
        for (number, signal) in header.signals.enumerated() {
            // A sum is that of the announced samples.
            guard let checksum = signal.checksum, header.frames != nil else { continue }
            guard Int16(truncatingIfNeeded: checksum) == sum(of: number) else {
                throw SignalError(
                    path: folder + "/" + signal.file,
                    reason: "samples of \(signal.name) have another sum than the header says")
            }
        }
    }

    private func sum(of signal: Int) -> Int16 {
        var sum: Int16 = 0
        for frame in 0..<frames {
            for place in 0..<header.signals[signal].perFrame {
                sum &+= Int16(truncatingIfNeeded: digital(signal, frame, place))
            }
        }
        return sum
    }

    /// A digital value: of a signal, in a frame, so many samples into it.
    func digital(_ signal: Int, _ frame: Int, _ sample: Int) -> Int {
        let place = places[signal]
        let number = frame * place.frame + place.first + sample
        let form = header.signals[signal]
        let data = files[place.file]
        switch form.format {
        case .sixteen:
            let at = form.offset + 2 * number
            return Int(Int16(bitPattern: UInt16(data[at]) | UInt16(data[at + 1]) << 8))
        case .twoTwelve:
            let at = form.offset + number / 2 * 3
            let middle = UInt16(data[at + 1])
            let bits =
                number % 2 == 0
                ? UInt16(data[at]) | (middle & 0x0f) << 8
                : UInt16(data[at + 2]) | (middle & 0xf0) << 4
            // Twelve bits with a sign.
            return Int(Int16(bitPattern: bits << 4) >> 4)
        }
    }

    /// A value in the signal's unit; nil where there is no sample.
    func value(_ signal: Int, _ frame: Int, _ sample: Int) -> Double? {
        let digital = digital(signal, frame, sample)
        let form = header.signals[signal]
        guard digital != form.format.missing else { return nil }
        return (Double(digital) - form.baseline) / form.gain
    }
}
