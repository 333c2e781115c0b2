#!/bin/sh
# Sees to it that what a target needs is there: setup.sh tools|opencl|python|lint
# As root it is installed with apt; else one line says what to type.
set -e
cd "$(dirname "$0")/.."

need() { # package, and a test of whether it is there
    if ! sh -c "$2" >/dev/null 2>&1; then missing="$missing $1"; fi
}
install() {
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "installing:$missing"
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq
        # shellcheck disable=SC2086
        apt-get install -y -qq --no-install-recommends $missing >/dev/null
    elif [ "${1:-}" = optional ]; then
        echo "not there, and left out:$missing (sudo apt-get install$missing)"
    else
        echo "missing:$missing -- type: sudo apt-get install$missing" >&2
        exit 1
    fi
}

missing=
case "$1" in
tools)
    case "${CC:-cc}" in
    *clang*) need clang 'command -v clang' ;;
    *) need gcc 'command -v "${CC:-cc}" || command -v gcc' ;;
    esac
    need libc6-dev 'echo "#include <stdio.h>" | cc -E - '
    need cmake 'command -v cmake'
    need python3 'command -v python3'
    need pkg-config 'command -v pkg-config'
    need libcmocka-dev 'pkg-config --exists cmocka || ls /usr/include/cmocka.h'
    install
    missing=
    need libtiff-dev 'ls /usr/include/*/tiffio.h /usr/include/tiffio.h 2>/dev/null | grep .'
    need zlib1g-dev 'ls /usr/include/zlib.h'
    need ccache 'command -v ccache'
    install optional
    ;;
opencl)
    # an OpenCL that runs on any processor, so that its path is tested without a GPU; a file may be
    # left of one that is gone: what it names must be there
    need pocl-opencl-icd 'python3 -c "
import ctypes, glob
for icd in glob.glob(\"/etc/OpenCL/vendors/*.icd\"): ctypes.CDLL(open(icd).read().strip()); break
else: raise OSError"'
    need ocl-icd-libopencl1 'ldconfig -p | grep libOpenCL.so.1'
    install optional
    ;;
lint)
    need clang-format 'command -v clang-format'
    need cppcheck 'command -v cppcheck'
    install
    ;;
python)
    need python3-venv 'python3 -c "import ensurepip, venv"'
    need python3-dev 'python3 -c "import sysconfig, os; assert os.path.exists(sysconfig.get_path(\"include\") + \"/Python.h\")"'
    install
    [ -x .venv/bin/python ] || python3 -m venv .venv
    .venv/bin/python -m pip install -q --disable-pip-version-check -r tests/requirements.txt
    ;;
*)
    echo "setup.sh tools|opencl|python|lint" >&2
    exit 2
    ;;
esac
