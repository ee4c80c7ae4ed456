#!/usr/bin/env bash
# The first process of a machine, in namespaces of its own:
#
#   machine.sh FOLDER NAME SHARED...
#
# It puts the machine's file system together: the programs of the host it runs on, read through layers that keep every
# change in FOLDER, and folders of its own for what a machine has alone. SHARED paths are seen as they are outside.
# Then it prints its process ID as seen from outside, waits for one line (its network is plugged in by then), starts what
# /etc/boot names and stays. When it ends, the kernel ends everything on the machine.
set -Eeuo pipefail

build() {
  local folder=$1 root=$1/root path
  shift

  mount --make-rprivate /
  mount -t tmpfs -o mode=0755 machine "$root"
  for path in /bin /sbin /lib /lib32 /lib64 /libx32; do
    if [[ -L $path ]]; then
      cp --no-dereference "$path" "$root$path"
    fi
  done

  # Overlays keep what this machine changes; docker's data cannot lie on an overlay and has a folder of its own.
  for path in usr etc var; do
    mkdir -p "$root/$path" "$folder/layers/$path" "$folder/layers/.$path"
    mount -t overlay -o "lowerdir=/$path,upperdir=$folder/layers/$path,workdir=$folder/layers/.$path" overlay "$root/$path"
  done
  for path in home root srv tmp var/lib/docker; do
    mkdir -p "$root/$path" "$folder/own/$path"
    mount --bind "$folder/own/$path" "$root/$path"
  done
  chmod 1777 "$root/tmp"
  chmod 0700 "$root/root"

  mkdir -p "$root"/{proc,sys,dev,run,mnt,opt}
  mount -t proc proc "$root/proc"
  mount -t sysfs sysfs "$root/sys"
  mount --rbind /sys/fs/cgroup "$root/sys/fs/cgroup"
  mount --rbind /dev "$root/dev"
  mount -t tmpfs -o mode=0755 run "$root/run"
  mkdir -p "$root/run/lock" "$root/run/sshd"
  for path in "$@"; do
    mkdir -p "$root$path"
    mount --rbind "$path" "$root$path"
  done

  mkdir "$root/.host"
  cd "$root"
  pivot_root . .host
  umount --lazy /.host
  rmdir /.host
}

main() {
  local folder=$1 name=$2 process address
  shift 2
  # /proc is still the host's: this is the process ID that others know us by.
  read -r process _ </proc/self/stat
  build "$folder" "$@"
  hostname "$name"
  echo "$process"
  read -r address
  exec </dev/null >>/var/log/boot.log 2>&1
  ip link set lo up
  ip address add "$address/24" dev eth0
  ip link set eth0 up
  bash /etc/boot
  # Whatever loses its parent becomes ours; somebody has to take its end notice.
  while :; do
    sleep infinity &
    wait
  done
}

main "$@"
