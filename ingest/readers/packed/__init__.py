"""Files that hold other files: compressed ones, ZIP and WACZ, TAR. Nothing is unpacked to the disk."""
