//! Recognises archives by their first bytes; names lie.

/// How many first bytes decide.
pub(crate) const MAGIC_BYTES: usize = 265;

/// What the first bytes say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Container {
    /// gzip.
    Gzip,
    /// zip.
    Zip,
    /// An archive or compression that we do not read.
    Foreign(&'static str),
    /// No archive.
    Plain,
}

const FOREIGN: &[(&[u8], &str)] = &[
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"\x04\x22\x4d\x18", "lz4"),
    (b"\x1f\x9d", "compress"),
    (b"MSCF\0\0\0\0", "cabinet"),
];

pub(crate) fn recognise(head: &[u8]) -> Container {
    if head.starts_with(b"\x1f\x8b") {
        return Container::Gzip;
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Container::Zip;
    }
    for (magic, name) in FOREIGN {
        if head.starts_with(magic) {
            return Container::Foreign(name);
        }
    }
    if head.get(257..262) == Some(b"ustar") {
        return Container::Foreign("tar");
    }
    Container::Plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides() {
        assert_eq!(recognise(b"\x1f\x8b\x08"), Container::Gzip);
        assert_eq!(recognise(b"PK\x03\x04rest"), Container::Zip);
        assert_eq!(recognise(b"PK\x05\x06"), Container::Zip);
        assert_eq!(recognise(b"2016.04.27 18:40:21:000 EDT | Info"), Container::Plain);
        assert_eq!(recognise(b""), Container::Plain);
        let mut tar = vec![b'a'; 300];
        tar[257..262].copy_from_slice(b"ustar");
        assert_eq!(recognise(&tar), Container::Foreign("tar"));
    }
}
