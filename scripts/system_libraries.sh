#!/usr/bin/env bash
# Sees to the system libraries that Qt needs: installs them with apt when run as root, prints the apt line otherwise.
# Usage: scripts/system_libraries.sh [--window]     Exit status 1 when some are still missing.
set -euo pipefail
PATH=$PATH:/usr/sbin:/sbin

# shared library = Debian package
readonly OFFSCREEN="libglib-2.0.so.0=libglib2.0-0 libGL.so.1=libgl1 libEGL.so.1=libegl1 libfontconfig.so.1=libfontconfig1
    libxkbcommon.so.0=libxkbcommon0 libdbus-1.so.3=libdbus-1-3"
readonly WINDOW="libxkbcommon-x11.so.0=libxkbcommon-x11-0 libxcb-cursor.so.0=libxcb-cursor0
    libxcb-icccm.so.4=libxcb-icccm4 libxcb-keysyms.so.1=libxcb-keysyms1 libxcb-shape.so.0=libxcb-shape0"

missing_packages() {
    local known pair
    known=$(ldconfig -p 2>/dev/null) || return 0
    for pair in $needed; do
        case $known in
            *"${pair%%=*}"*) ;;
            *) echo "${pair#*=}" ;;
        esac
    done
}

install_quietly() {
    local log
    log=$(mktemp)
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086
    if ! apt_get install $1 >"$log" 2>&1; then
        { apt_get update && apt_get install $1; } >"$log" 2>&1 || tail -n 5 "$log" >&2
    fi
    rm -f "$log"
}

apt_get() { apt-get -y -qq -o DPkg::Lock::Timeout=120 --no-install-recommends "$@" </dev/null; }

if [ "$(uname -s)" != Linux ]; then exit 0; fi
needed=$OFFSCREEN
if [ "${1:-}" = --window ]; then needed="$OFFSCREEN $WINDOW"; fi

missing=$(missing_packages | xargs)
if [ -z "$missing" ]; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "正在安装 Qt 需要的系统库：$missing"
    install_quietly "$missing"
    missing=$(missing_packages | xargs)
    if [ -z "$missing" ]; then exit 0; fi
fi
echo "缺少 Qt 需要的系统库，请安装：" >&2
if [ "$(id -u)" = 0 ]; then
    echo "    apt-get install -y $missing" >&2
else
    echo "    sudo apt-get install -y $missing" >&2
fi
exit 1
