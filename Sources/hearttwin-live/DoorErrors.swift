#if HTTP
    public import CommandLineSupport
    public import TwinWeb

    extension WebError: CommandError {
        /// The documented code.
        public var exitCode: Int32 {
            switch self {
            case .unsafe: CommandExit.usage
            case .certificate: CommandExit.badData
            case .address: CommandExit.cannotCreate
            }
        }
    }
#endif
