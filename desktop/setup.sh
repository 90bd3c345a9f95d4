# Sourced by desktop/run and tests/run: makes sure of everything that has to stand before `uv run` can.
#
# set_up PLATFORM [uv sync option...] leaves in $uv the command to call, and says on stderr what it installs. Nothing is
# installed that is there already; system packages are only installed as root or with a sudo that asks for no password.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
uv=uv

say() { printf '%s\n' "$*" >&2; }

# debian_install WHY PACKAGE...: installs the packages, or says the line to type and fails.
debian_install() {
    local why=$1 log
    local -a as_root=()
    shift
    if ! command -v apt-get >/dev/null; then
        say "$why is missing. Debian's names for what is needed: $*"
        return 1
    fi
    if [ "$(id -u)" != 0 ]; then
        if ! sudo -n true 2>/dev/null; then
            say "$why is missing. Type this, then start again:"
            say "    sudo sh -c 'apt-get update && apt-get install --yes --no-install-recommends $*'"
            command -v sudo >/dev/null || say "(without sudo: as root, what stands between the quotes)"
            return 1
        fi
        as_root=(sudo -n)
    fi
    say "Installing $why: $*"
    log=$(mktemp)
    if "${as_root[@]}" apt-get update >"$log" 2>&1 &&
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "$@" >>"$log" 2>&1; then
        rm -f "$log"
        return 0
    fi
    tail -n 20 "$log" >&2
    rm -f "$log"
    say "apt-get could not install $why: $*"
    return 1
}

# Debian marks its own Python as externally managed; a folder of our own is left alone by that rule.
install_uv() {
    local new=$root/.tools/uv.new
    say "Installing uv into $root/.tools"
    rm -rf "$new"
    mkdir -p "$root/.tools"
    if python3 -m pip --version >/dev/null 2>&1; then
        python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --target "$new" "uv>=0.8"
    else
        if ! python3 -c "import ensurepip" 2>/dev/null; then
            debian_install "pip" python3-venv
        fi
        python3 -m venv "$root/.tools/venv"
        "$root/.tools/venv/bin/python" -m pip install --quiet --disable-pip-version-check --target "$new" "uv>=0.8"
    fi
    mv "$new" "$root/.tools/uv"
}

find_uv() {
    if command -v uv >/dev/null && uv --version >/dev/null 2>&1; then
        uv=uv
        return
    fi
    uv=$root/.tools/uv/bin/uv
    [ -x "$uv" ] || install_uv
}

# debian_package SONAME: the name that Debian policy 8.1 gives to the package of a library; two are older than the policy.
debian_package() {
    local name=${1%%.so.*} version=${1##*.so.}
    case $1 in
        libglib-2.0.so.0 | libgthread-2.0.so.0) echo libglib2.0-0 ;;
        libz.so.1) echo zlib1g ;;
        *)
            name=$(printf '%s' "$name" | tr 'A-Z_' 'a-z-')
            case $name in *[0-9]) name=$name- ;; esac
            printf '%s%s\n' "$name" "$version"
            ;;
    esac
}

# missing_libraries PLATFORM...: the sonames that these platform plugins of Qt need and this machine lacks.
missing_libraries() {
    local platform
    local -a plugins=()
    for platform in "$@"; do
        plugins+=("${UV_PROJECT_ENVIRONMENT:-$root/.venv}"/lib/python3.*/site-packages/PySide6/Qt/plugins/platforms/libq"$platform".so)
    done
    { ldd "${plugins[@]}" 2>/dev/null || true; } | awk '/not found/ && !seen[$1]++ { print $1 }'
}

# system_libraries PLATFORM: Qt's wheels carry Qt, not the system libraries that it stands on. Fails only where PLATFORM cannot start.
system_libraries() {
    local library
    local -a packages=()
    for library in $(missing_libraries offscreen vnc xcb wayland); do
        packages+=("$(debian_package "$library")")
    done
    [ ${#packages[@]} = 0 ] && return
    mapfile -t packages < <(printf '%s\n' "${packages[@]}" | sort -u)
    debian_install "what Qt needs of the system" "${packages[@]}" || [ -z "$(missing_libraries "$1")" ]
}

has_font() {
    local folder
    for folder in /usr/share/fonts /usr/local/share/fonts "$HOME/.local/share/fonts" "$HOME/.fonts"; do
        [ -d "$folder" ] && [ -n "$(find -L "$folder" -name '*.[ot]t[fc]' -print -quit)" ] && return
    done
    return 1
}

set_up() {
    local platform=$1
    shift
    # Qt warns at every start in a locale that is not UTF-8, then takes this one.
    case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in *[Uu][Tt][Ff]*8*) ;; *) export LC_ALL=C.UTF-8 ;; esac
    find_uv
    if [ -d "${UV_PROJECT_ENVIRONMENT:-$root/.venv}" ]; then
        "$uv" sync --project "$root" --inexact --quiet "$@"
    else
        say "Installing Diptych's libraries"
        "$uv" sync --project "$root" "$@"
    fi
    if [ "$(uname)" = Linux ] && command -v ldd >/dev/null; then
        system_libraries "$platform"
        has_font || debian_install "a font" fonts-dejavu-core
    fi
}
