# Sourced by the other scripts: makes sure that the toolchain and the Debian packages are there.
# Says exactly what to install when it cannot do so itself. Everything it prints goes to stderr.

hearttwin_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# Debian 12 packages of the C libraries; the reasons are in docs/dependencies.md.
hearttwin_packages=(libhdf5-dev libopenblas-dev liblapacke-dev libmetis-dev zlib1g-dev pkg-config)

say() { printf 'hearttwin: %s\n' "$*" >&2; }

stop() {
    say "$1"
    exit 69
}

require_swift() {
    if ! command -v swift >/dev/null 2>&1; then
        stop "no Swift compiler on PATH. Install Swift 6.3 or later for your system from https://www.swift.org/install/linux/ and run this again."
    fi
    local version
    version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)
    if [ -z "$version" ] || [ "$(printf '%s\n6.2\n' "$version" | sort -V | head -n 1)" != 6.2 ]; then
        stop "Swift ${version:-of unknown version} found; 6.2 or later is needed (6.3 is tested). See https://www.swift.org/install/linux/."
    fi
}

# require_packages PACKAGE...: installs those Debian packages that are missing.
require_packages() {
    local missing=() package
    if ! command -v dpkg-query >/dev/null 2>&1; then
        local library absent=()
        command -v pkg-config >/dev/null 2>&1 || stop "no dpkg and no pkg-config here. hearttwin installs its libraries on Debian and Ubuntu; elsewhere install HDF5 (serial), OpenBLAS, LAPACKE, METIS, zlib and pkg-config by hand."
        for library in hdf5-serial openblas lapacke zlib; do
            pkg-config --exists "$library" || absent+=("$library")
        done
        [ ${#absent[@]} -eq 0 ] || stop "not a Debian system, and pkg-config does not find: ${absent[*]}. Install these libraries with their headers (and METIS) and run this again."
        return 0
    fi
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    local root=()
    if [ "$(id -u)" -ne 0 ]; then
        if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
            root=(sudo)
        else
            stop "missing Debian packages and no root to install them. Run: sudo apt-get install ${missing[*]}"
        fi
    fi
    command -v apt-get >/dev/null 2>&1 || stop "missing Debian packages and no apt-get. Install: ${missing[*]}"
    say "installing Debian packages: ${missing[*]}"
    local log
    log=$(mktemp)
    if ! { "${root[@]}" apt-get update -qq && DEBIAN_FRONTEND=noninteractive "${root[@]}" apt-get install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
        tail -n 15 "$log" >&2
        rm -f "$log"
        stop "apt-get could not install ${missing[*]}. Run: apt-get update && apt-get install ${missing[*]}"
    fi
    rm -f "$log"
}

# Flags of an optimised build for this machine's processor, without debug information (a tenth of
# the build time; symbol names stay). HEARTTWIN_MARCH picks another level
# (x86-64-v3, ...) for a binary that is to run elsewhere.
build_flags() {
    local march=${HEARTTWIN_MARCH:-native}
    case "$(uname -m)" in
        x86_64) printf '%s\n' -c release -debug-info-format none -Xcc "-march=$march" ;;
        *) printf '%s\n' -c release -debug-info-format none ;;
    esac
}
