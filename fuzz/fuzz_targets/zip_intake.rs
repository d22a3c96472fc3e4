//! Any bytes as a file that is named on the command line: archives whole, damaged and hostile.
#![no_main]

use std::io::Write;

use lineman_intake::{Input, Intake, Limits, Refusal, Visitor};

struct Drain;

impl Visitor for Drain {
    fn input(&mut self, input: &mut Input<'_>) {
        assert!(!input.name().chars().any(char::is_control));
        while input.next_line().is_some() {}
        assert!(input.reading().bytes <= 8 << 20);
    }

    fn refused(&mut self, name: &str, _refusal: &Refusal) {
        assert!(!name.chars().any(char::is_control));
    }
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(mut file) = tempfile::NamedTempFile::new() else { return };
    if file.write_all(bytes).is_err() {
        return;
    }
    let limits = Limits { expansion_floor: 4 << 20, ..Limits::default() };
    Intake::new(limits).read(&[file.path().to_owned()], &mut Drain);
});
