#!/usr/bin/env bash
# Tries the .deb as a person would, in fresh minimal systems that have nothing else: installs it, starts it,
# logs one entry by the command line and one in the window, removes and purges it, and looks whether the
# entries are still there. Takes root, debootstrap and Debian's packages.
#
#   packaging/linux/try_deb.sh PACKAGE.deb CACHE SUITE…      such as build/try-deb bookworm trixie
#
# Everything is mounted in a private mount namespace: nothing stays mounted, however this ends.
set -Eeuo pipefail
if [ "${TRY_DEB_INSIDE:-}" != 1 ]; then exec env TRY_DEB_INSIDE=1 unshare --mount --pid --fork --kill-child --mount-proc "$0" "$@"; fi

package=$(realpath "$1"); mkdir -p "$2"; cache=$(realpath "$2"); shift 2
as_person='su someone -s /bin/bash -c'

# A clean environment, so that nothing of this machine decides anything.
inside() { chroot "$root" /usr/bin/env -i HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive PATH=/usr/sbin:/usr/bin:/sbin:/bin bash -euo pipefail -c "$1"; }
person() { inside "$as_person 'export HOME=/home/someone LC_ALL=C.UTF-8 XDG_RUNTIME_DIR=/home/someone/.run; cd; $1'"; }
say() { printf '%-9s %s\n' "$suite" "$*"; }
die() { say "FAILED: $*"; exit 1; }
exec 3>&1
trap 'printf "FAILED in line %s; the log is %s\n" "$LINENO" "${log:-}" >&3' ERR

pristine() { # a minimal system, kept for the next time
  [ -f "$cache/$suite.tar" ] && return
  debootstrap --variant=minbase "$suite" "$root" >"$log" 2>&1
  # What stands in the way where the clock and the archive are of different days.
  printf 'Acquire::Check-Valid-Until "false";\nAcquire::Check-Date "false";\n' >"$root/etc/apt/apt.conf.d/99try"
  cp /etc/resolv.conf "$root/etc/resolv.conf"
  tar -C "$root" --one-file-system -cf "$cache/$suite.tar" .
}

unpacked() {
  rm -rf --one-file-system "$root"; mkdir -p "$root"
  tar -C "$root" -xf "$cache/$suite.tar"
  mount -t proc proc "$root/proc"; mount -t tmpfs tmpfs "$root/dev"
  mkdir "$root/dev/shm" "$root/dev/pts"; chmod 1777 "$root/dev/shm"
  for node in null zero random urandom tty full; do touch "$root/dev/$node"; mount --bind "/dev/$node" "$root/dev/$node"; done
  cp "$package" "$root/root/aijournal.deb"
  inside 'useradd --create-home someone; install -d -m 700 -o someone -g someone /home/someone/.run'
}

waits() { # waits NAME COMMAND: until a command of the person succeeds, 30 s at most
  person "for i in \$(seq 600); do if $2 >/dev/null 2>&1; then exit 0; fi; sleep 0.05; done; exit 1" || die "$1"
}

window_seen="xdotool search --onlyvisible --class aijournal"
start_and_time() { # prints the milliseconds from the start of the program to its window
  person "export DISPLAY=:7; begin=\$(date +%s%3N); aijournal $1 >>window.log 2>&1 & for i in \$(seq 500); do if $window_seen >/dev/null 2>&1; then break; fi; sleep 0.02; done; echo \$((\$(date +%s%3N) - begin))"
}
end_window() { inside 'kill $(pgrep -u someone -x aijournal) 2>/dev/null || true'; waits 'the window did not end' '! pgrep -x aijournal'; }

picture() { person 'DISPLAY=:7 xwd -root -silent | xwdtopnm 2>/dev/null | pnmtopng 2>/dev/null' >"$cache/$suite-$1.png"; }

try_suite() {
  root="$cache/$suite"; log="$cache/$suite.log"; mkdir -p "$root"; : >"$log"
  pristine; unpacked
  inside 'apt-get -q update' >>"$log" 2>&1
  local before after
  before=$(du -sxm "$root/usr" | cut -f1)
  inside 'apt-get install -q -y --no-install-recommends /root/aijournal.deb' >>"$log" 2>&1 || die "it cannot be installed; see $log"
  after=$(du -sxm "$root/usr" | cut -f1)
  say "installed: $(du -sxm "$root/usr/lib/aijournal" | cut -f1) MB of its own, $((after - before)) MB with what it needs"

  # Before anything else is installed that might bring a library which the package forgot to ask for.
  inside 'find /usr/lib/aijournal -name "*.so*" -type f ! -name libqgtk3.so | while read -r file; do ldd "$file" 2>/dev/null | sed -n "s|^\s*\(.*\) => not found|\1 $file|p"; done' >"$cache/$suite.missing"
  [ ! -s "$cache/$suite.missing" ] || die "libraries are missing: $(head -3 "$cache/$suite.missing")"
  say "no library is missing"
  say "$(person 'aijournal --version')"
  person 'aijournal log "by the command line +1 10m"' >>"$log"
  person 'for i in 1 2 3; do s=$(date +%s%3N); aijournal list >/dev/null; e=$(date +%s%3N); echo "   list in $((e - s)) ms"; done' | sed "s/^/$suite /"
  person 'aijournal doctor' >>"$log"
  person 'aijournal help trials' >>"$log"
  person 'aijournal demo --into demo' >>"$log"
  person 'AIJOURNAL_HOME=~/demo/aijournal aijournal report --format pdf --out review.pdf' >>"$log"
  [ "$(head -c 5 "$root/home/someone/review.pdf")" = %PDF- ] || die "no PDF was drawn"

  inside 'apt-get install -q -y --no-install-recommends xvfb xdotool fonts-dejavu-core procps x11-apps netpbm man-db bash-completion desktop-file-utils' >>"$log" 2>&1
  inside 'mkdir -p /tmp/.X11-unix; chmod 1777 /tmp/.X11-unix'
  chroot "$root" /usr/bin/env -i PATH=/usr/bin:/bin su someone -s /bin/bash -c 'Xvfb :7 -screen 0 1366x800x24 -nolisten tcp -noreset' >>"$log" 2>&1 &
  screen=$!
  waits 'no screen came up' 'DISPLAY=:7 xdotool getdisplaygeometry'
  for run in 1 2 3; do say "quick log on screen in $(start_and_time 'gui --quick-log') ms"; [ "$run" = 3 ] || end_window; done
  person "export DISPLAY=:7; xdotool search --onlyvisible --class aijournal windowfocus --sync; xdotool type --delay 20 \"typed in the window +2 7m\""
  picture quick-log
  person 'DISPLAY=:7 xdotool key Return'
  waits 'what was typed in the window was not kept' 'aijournal list --json | grep -q "typed in the window"'
  say "an entry was logged by the command line, another in the window"
  end_window
  for run in 1 2 3; do say "window on screen in $(start_and_time gui) ms"; [ "$run" = 3 ] || end_window; done
  sleep 2
  picture window
  end_window
  if grep -n 'Traceback\|Error\|stopped by itself' "$root/home/someone/window.log"; then die 'the window complained'; fi
  inside 'man -w aijournal >/dev/null; man --warnings aijournal 2>&1 >/dev/null | { ! grep .; }; desktop-file-validate /usr/share/applications/alt.aijournal.journal.desktop'
  person 'source /usr/share/bash-completion/bash_completion; source /usr/share/bash-completion/completions/aijournal; COMP_WORDS=(aijournal tot) COMP_CWORD=1; _aijournal_completion aijournal; [ "${COMPREPLY[0]}" = totals ]'
  say "the manual is there, and bash completes commands"

  sum() { (cd "$root/home/someone/.local/share/aijournal" && sha256sum journal.db); }
  local kept
  for way in remove purge; do
    kept=$(sum)
    inside "apt-get $way -q -y aijournal" >>"$log" 2>&1
    [ -z "$(inside 'find /usr /etc /var/lib -iname "*aijournal*" -not -path "/var/lib/apt/*"')" ] || die "$way left files"
    [ "$(sum)" = "$kept" ] || die "the journal is not what it was after $way"
    inside 'apt-get install -q -y --no-install-recommends /root/aijournal.deb' >>"$log" 2>&1
    person 'aijournal list --json' | grep -q 'by the command line' || die "the journal is not read again"
  done
  say "removed and purged: nothing of the program is left, and the journal is there untouched"
  kill "$screen" 2>/dev/null || true; wait "$screen" 2>/dev/null || true
  umount -R "$root/dev" "$root/proc" 2>/dev/null || true
  rm -rf --one-file-system "$root"
}

say_size() { printf 'The package has %s MB.\n' "$(($(stat -c %s "$package") / 1000000))"; }
say_size
for suite in "$@"; do try_suite; done
echo "Tried on: $*. Nothing is missing."
