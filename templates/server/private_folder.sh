set -Eeuo pipefail

# Files with secrets arrive in a folder that nobody else can enter: the archive that carries them is readable by
# everybody who can reach it.
umask 077
echo "Preparing $INBOX"
rm -rf -- "$INBOX"
mkdir -p -- "$INBOX"
