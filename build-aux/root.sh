# The build root: a Debian testing tree of its own in the user's cache, for machines whose distribution is older than the
# platform. Sourced by ./dev. Made once, checked by content: the name of a root's directory is a hash of everything that went
# into it, so another package list is another root, and a half-made one never has that name.
#
# SPDX-License-Identifier: GPL-3.0-or-later

ROOT_SUITE=forky
ROOT_FORMAT=2 # raise it when this file makes roots differently

packages_of () { # GROUP...
  local group
  for group; do sed 's/#.*//' "$SOURCE/build-aux/packages/$group.txt"; done | tr -s ' \n' '\n' | sed '/^$/d' | sort -u
}

root_key () {
  { echo "$ROOT_FORMAT $ROOT_SUITE $(uname -m)"; packages_of build; cat "$SOURCE"/build-aux/*-hook; } | sha256sum | cut -c1-16
}

# As an ordinary user everything that changes a root runs in a user namespace where this user is root and the user's
# subordinate ids are everybody else: dpkg can then give files to whom they belong, and no real privilege is involved.
# Everything it starts dies with it: an interrupted root leaves no process behind that still writes into it.
as_root () {
  local user=()
  [ "$(id -u)" = 0 ] || user=(--user --map-root-user --map-auto)
  unshare "${user[@]}" --mount --pid --fork --mount-proc --kill-child -- "$@"
}

install_tools () {
  local missing=() sudo=()
  command -v mmdebstrap >/dev/null || missing+=(mmdebstrap)
  command -v bwrap >/dev/null || missing+=(bubblewrap)
  [ "$(id -u)" = 0 ] || command -v newuidmap >/dev/null || missing+=(uidmap)
  if [ ${#missing[@]} -gt 0 ]; then
    command -v apt-get >/dev/null || die "Hearth needs newer libraries than this system has, and ${missing[*]} to fetch them. Please install: ${missing[*]}."
    if [ "$(id -u)" != 0 ]; then
      command -v sudo >/dev/null || die "Please run this once as root, then start again: apt-get install ${missing[*]}"
      sudo=(sudo)
    fi
    say "Installing ${missing[*]} (once; this is all that is changed on your system)"
    "${sudo[@]}" apt-get update -q >"$CACHE/tools.log" 2>&1 || true
    "${sudo[@]}" apt-get install -y -q --no-install-recommends "${missing[@]}" >>"$CACHE/tools.log" 2>&1 \
      || die "That did not work; see $CACHE/tools.log"
  fi
  [ "$(id -u)" = 0 ] || as_root true 2>/dev/null \
    || die "This system does not let ordinary users make namespaces (or $(id -un) has no entry in /etc/subuid). Run ./dev as root, or ask your administrator."
}

# Shows the last line of a growing log, so that a long wait is never a silent one.
with_progress () { # LOG WHAT COMMAND...
  local log=$1 what=$2 start=$SECONDS pid status=0
  shift 2
  "$@" >"$log" 2>&1 </dev/null &
  pid=$!
  CHILD=$pid
  while kill -0 "$pid" 2>/dev/null; do
    if [ -t 2 ]; then
      printf '\r\033[K  %3ds  %s: %s' $((SECONDS - start)) "$what" "$(tail -c 400 "$log" 2>/dev/null | tr '\r' '\n' | grep -v '^ *$' | tail -n 1 | cut -c1-70)" >&2
      sleep 1
    else
      wait "$pid" || status=$?
      break
    fi
  done
  wait "$pid" 2>/dev/null || status=$?
  CHILD=
  [ -t 2 ] && printf '\r\033[K' >&2
  [ "$status" = 0 ] && say "$what: done in $((SECONDS - start)) s"
  return "$status"
}

make_root () { # GROUP...: build and whatever else is wanted at once
  local partial=$ROOT.partial include
  include=$(packages_of "$@" | paste -sd,)
  as_root rm -rf --one-file-system "$CACHE"/roots/*.partial
  mkdir -p "$CACHE/roots"
  say "This system's libraries are older than Hearth needs."
  say "Fetching Debian $ROOT_SUITE into $ROOT (once: 1.7 GB on disk, two to ten minutes)"
  with_progress "$CACHE/root.log" "Build root" as_root mmdebstrap --mode=root --variant=minbase \
    --aptopt='Acquire::Check-Valid-Until "false"' --aptopt='APT::Install-Recommends "false"' --aptopt='Acquire::Languages "none"' \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' \
    --essential-hook="'$SOURCE/build-aux/no-opencv-hook' \"\$1\"" \
    --include="$include" \
    --customize-hook="'$SOURCE/build-aux/libsrtp-hook' \"\$1\" '$ROOT_SUITE'" \
    --customize-hook='chroot "$1" dbus-uuidgen --ensure=/etc/machine-id' \
    --customize-hook='mkdir -p "$1/var/lib/hearth"' \
    "$ROOT_SUITE" "$partial" \
    || die "Debian $ROOT_SUITE could not be fetched. Is the network up? Run the same command again to go on; the log is $CACHE/root.log"
  local group
  for group; do as_root touch "$partial/var/lib/hearth/$(group_stamp "$group")"; done
  mv "$partial" "$ROOT"
  remove_other_roots
}

# A root that no source tree asked for in a month is a leftover of an older package list.
remove_other_roots () {
  local other
  for other in "$CACHE"/roots/*; do
    [ "$other" = "$ROOT" ] && continue
    [ -n "$(find "$other" -maxdepth 0 -mtime +30)" ] && as_root rm -rf --one-file-system "$other"
  done
  return 0
}

add_groups () { # GROUP...
  local include
  include=$(packages_of "$@" | paste -sd' ')
  say "Adding to the build root, on first use: $*"
  # shellcheck disable=SC2086
  with_progress "$CACHE/root.log" "Packages" as_root bwrap --bind "$ROOT" / --proc /proc --dev /dev --perms 1777 --tmpfs /tmp --tmpfs /run \
    --ro-bind-try /etc/resolv.conf /etc/resolv.conf --ro-bind-try /etc/hosts /etc/hosts --die-with-parent \
    --setenv PATH /usr/sbin:/usr/bin:/sbin:/bin --setenv DEBIAN_FRONTEND noninteractive \
    sh -c "apt-get update -q && apt-get install -y -q --no-install-recommends $include" \
    || die "These packages could not be fetched: $include. Is the network up? The log is $CACHE/root.log"
  local group
  for group; do as_root touch "$ROOT/var/lib/hearth/$(group_stamp "$group")"; done
}

# A group whose list has changed since counts as one that is missing.
group_stamp () {
  echo "$1-$(packages_of "$1" | sha256sum | cut -c1-16)"
}

have_group () {
  [ -e "$ROOT/var/lib/hearth/$(group_stamp "$1")" ]
}

ensure_root () { # GROUP...
  local group missing=()
  ROOT=$CACHE/roots/$(root_key)
  exec 9>"$CACHE/lock"
  flock -n 9 || { say "Another ./dev is preparing the build root; waiting for it"; flock 9; }
  if [ ! -d "$ROOT" ]; then
    install_tools
    make_root "$@"
  else
    for group; do have_group "$group" || missing+=("$group"); done
    if [ ${#missing[@]} -gt 0 ]; then
      install_tools
      add_groups "${missing[@]}"
    fi
  fi
  touch -c "$ROOT" # remove_other_roots() goes by this
  flock -u 9
}

# Runs a command inside: the root read-only, private /tmp, /run and process ids, the source and the build tree as they are outside. Whose
# certificates count is this system's affair (an office's gateway may have one of its own), as are names and addresses.
in_root () { # [BWRAP OPTION...] -- COMMAND...
  local options=()
  while [ "$1" != -- ]; do options+=("$1"); shift; done
  shift
  printf '%s:x:%s:%s::%s:/bin/bash\n' "$(id -un)" "$(id -u)" "$(id -g)" /home/hearth | cat "$ROOT/etc/passwd" - >"$CACHE/passwd"
  bwrap --ro-bind "$ROOT/usr" /usr --ro-bind "$ROOT/etc" /etc --ro-bind "$ROOT/var" /var \
    --symlink usr/bin /bin --symlink usr/sbin /sbin --symlink usr/lib /lib --symlink usr/lib64 /lib64 \
    --ro-bind "$CACHE/passwd" /etc/passwd --ro-bind-try /etc/resolv.conf /etc/resolv.conf \
    --ro-bind-try /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt \
    --proc /proc --dev /dev --perms 1777 --tmpfs /tmp --tmpfs /run --perms 1777 --tmpfs /var/tmp --bind "$HOME_INSIDE" /home/hearth \
    --bind "$SOURCE" "$SOURCE" --bind "$BUILDS" "$BUILDS" \
    --unshare-pid --unshare-ipc --unshare-uts --die-with-parent --new-session \
    --clearenv --setenv PATH /usr/bin:/usr/sbin:/usr/libexec --setenv HOME /home/hearth --setenv LANG C.UTF-8 --setenv TERM "${TERM:-dumb}" \
    ${CI:+--setenv CI "$CI"} --chdir "${DIRECTORY:-$SOURCE}" "${options[@]}" -- "$@"
}
