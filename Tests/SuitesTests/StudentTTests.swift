import Suites
