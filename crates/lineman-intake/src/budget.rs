//! How much one file that was named may expand to, all its members together.

use std::cell::Cell;

use crate::intake::Limits;

/// The decompressed bytes that are left for one file on disk.
///
/// Members of an archive can overlap, so that each looks harmless and all together do not: the sum
/// counts, against the real size on disk.
#[derive(Debug)]
pub(crate) struct Budget {
    left: Cell<u64>,
    allowed: u64,
}

impl Budget {
    /// The budget of a file of `size` bytes on disk.
    pub(crate) fn for_file(size: u64, limits: &Limits) -> Self {
        let allowed = allowance(size, limits);
        Self { left: Cell::new(allowed), allowed }
    }

    /// What is left.
    pub(crate) fn left(&self) -> u64 {
        self.left.get()
    }

    /// Spends what was decompressed.
    pub(crate) fn spend(&self, bytes: u64) {
        self.left.set(self.left.get().saturating_sub(bytes));
    }

    /// What a text says about it.
    pub(crate) fn describe(&self) -> String {
        format!("expands to more than {}, out of proportion to its size", size_text(self.allowed))
    }
}

/// What so many compressed bytes may expand to.
pub(crate) fn allowance(compressed: u64, limits: &Limits) -> u64 {
    compressed.saturating_mul(limits.expansion_ratio).max(limits.expansion_floor)
}

/// A size as people say it.
pub(crate) fn size_text(bytes: u64) -> String {
    const UNITS: [(&str, u64); 3] = [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)];
    for (unit, size) in UNITS {
        if bytes >= size {
            let tenths = bytes.saturating_mul(10) / size;
            return if tenths.is_multiple_of(10) {
                format!("{} {unit}", tenths / 10)
            } else {
                format!("{}.{} {unit}", tenths / 10, tenths % 10)
            };
        }
    }
    format!("{bytes} bytes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_said_as_people_say_them() {
        assert_eq!(size_text(512), "512 bytes");
        assert_eq!(size_text(64 << 20), "64 MiB");
        assert_eq!(size_text((1 << 30) + (1 << 29)), "1.5 GiB");
    }

    #[test]
    fn a_small_file_may_grow_to_the_floor_and_a_large_one_in_proportion() {
        let limits = Limits::default();
        assert_eq!(Budget::for_file(10, &limits).left(), limits.expansion_floor);
        let large = 1 << 30;
        assert_eq!(Budget::for_file(large, &limits).left(), large * limits.expansion_ratio);
    }
}
