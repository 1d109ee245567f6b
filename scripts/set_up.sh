#!/usr/bin/env bash
# Makes .venv with the locked dependencies and the project itself; does nothing when nothing has changed.
# Usage: scripts/set_up.sh [--window]     (--window: the program will open a real window, not an off-screen one)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly VENV=.venv
readonly STAMP=$VENV/set-up.stamp
readonly PYTHON=$VENV/bin/python
readonly LOG=$VENV/set-up.log
readonly APT_LINE="apt-get install python3 python3-venv make"

say() { printf '%s\n' "$*"; }

stop() {
    printf '%s\n' "$*" >&2
    exit 1
}

# A Python of 3.11 or newer that can make virtual environments; PYTHON3 in the environment is tried first.
find_python() {
    local candidate
    for candidate in ${PYTHON3:-} python3 /usr/bin/python3 python3.11 python3.12 python3.13 python3.14; do
        if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            command -v "$candidate"
            return
        fi
    done
    stop "需要 Python 3.11 或更新，并带 venv。请先安装，再重新运行：
    $([ "$(id -u)" = 0 ] || printf 'sudo ')$APT_LINE"
}

# What the environment was made from. The place counts too, because scripts in .venv/bin name it.
fingerprint() {
    pwd -P
    cat requirements.lock requirements-uv.txt pyproject.toml scripts/set_up.sh | cksum
}

is_ready() {
    [ -f "$STAMP" ] && [ "$(fingerprint)" = "$(cat "$STAMP")" ] && "$PYTHON" -c '' 2>/dev/null
}

# Keep an environment that works and belongs to this folder, make a new one otherwise.
make_venv() {
    local here
    here=$(pwd -P)/$VENV
    if "$PYTHON" -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null &&
        grep -qsF "$here" "$VENV/bin/activate"; then
        return
    fi
    local python
    python=$(find_python)
    say "正在建立运行环境 $VENV（$("$python" --version)）……"
    rm -rf "$VENV"
    "$python" -m venv "$VENV"
}

# Whoever set a package mirror or a certificate for pip means uv too, which reads neither.
share_pip_settings() {
    local index=${PIP_INDEX_URL:-}
    [ -n "$index" ] || index=$("$PYTHON" -m pip config get global.index-url 2>/dev/null) || index=
    if [ -n "$index" ]; then export UV_DEFAULT_INDEX=${UV_DEFAULT_INDEX:-$index}; fi
    if [ -n "${PIP_CERT:-}" ]; then export SSL_CERT_FILE=${SSL_CERT_FILE:-$PIP_CERT}; fi
}

with_uv() {
    "$PYTHON" -m pip install -q --require-hashes -r requirements-uv.txt &&
        "$VENV/bin/uv" pip install -q --python "$PYTHON" --require-hashes -r requirements.lock &&
        "$VENV/bin/uv" pip install -q --python "$PYTHON" --no-deps --no-build-isolation -e .
}

with_pip() {
    "$PYTHON" -m pip install -q --require-hashes -r requirements.lock &&
        "$PYTHON" -m pip install -q --no-deps --no-build-isolation -e .
}

install_packages() {
    export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
    share_pip_settings
    say "正在安装依赖（第一次约需一分钟）……"
    with_uv >"$LOG" 2>&1 && return
    say "uv 没有成功，改用 pip（较慢）……"
    with_pip >>"$LOG" 2>&1 && return
    tail -n 15 "$LOG" >&2
    stop "依赖没有装好。请检查网络或软件源，再运行一次；完整记录在 $LOG。"
}

starts_qt() {
    local platform=offscreen
    if [ "${1:-}" = --window ]; then platform=${QT_QPA_PLATFORM:-}; fi
    # Qt aborts when it cannot start; the subshell keeps the shell's own word about that in the log.
    (QT_QPA_PLATFORM=$platform "$PYTHON" -c 'from PySide6.QtWidgets import QApplication; QApplication([])' || exit 1) \
        >>"$LOG" 2>&1
}

# A library may lie where the list does not look for it: only when Qt itself does not start is this the end.
check_qt() {
    scripts/system_libraries.sh "$@" || starts_qt "$@" ||
        stop "Qt 还不能加载：请先装好上面列出的系统库，再运行一次。"
}

set_up() {
    if ! is_ready; then
        make_venv
        install_packages
        fingerprint >"$STAMP"
        say "运行环境已就绪。"
    fi
    check_qt "$@"
}

# Two makes in one folder wait for each other where the machine has flock.
if command -v flock >/dev/null 2>&1; then
    exec 9<scripts/set_up.sh
    flock 9
fi
set_up "$@"
