set -Eeuo pipefail

# Files with secrets are uploaded to a folder that only this user can enter: the archive that carries them is readable by
# every user who can reach it.
umask 077
echo "Preparing $INBOX"
rm -rf -- "$INBOX"
mkdir -p -- "$INBOX"
