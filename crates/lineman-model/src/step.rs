//! The ids of the ladder's steps (design.md section 3, a contract).

use std::fmt;

use serde::{Serialize, Serializer};

/// A step of a journey. `S2_1_1` is the step `2.1.1`. Ordered as in the ladder of its journey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "lineman-ladder describes each step, in one table")]
pub enum StepId {
    S1,
    S2,
    S2_1,
    S2_1_1,
    S2_2,
    S2_3,
    S3,
    S4,
    S5,
    S5_1,
    S5_2,
    S5_3,
    S5_4,
    S6,
    S6_1,
    S6_2,
    S6_3,
    S6_4,
    S7,
    S7_1,
    S7_2,
    P1,
    P2,
    P3,
    P4,
    P5,
    P6,
    A1,
    A2,
    A3,
    A4,
    A5,
    A6,
    D1,
    D2,
    D3,
    D4,
    D5,
    C1,
    C2,
    C3,
}

impl StepId {
    /// Every value, in order.
    pub const ALL: &'static [Self] = &[
        Self::S1,
        Self::S2,
        Self::S2_1,
        Self::S2_1_1,
        Self::S2_2,
        Self::S2_3,
        Self::S3,
        Self::S4,
        Self::S5,
        Self::S5_1,
        Self::S5_2,
        Self::S5_3,
        Self::S5_4,
        Self::S6,
        Self::S6_1,
        Self::S6_2,
        Self::S6_3,
        Self::S6_4,
        Self::S7,
        Self::S7_1,
        Self::S7_2,
        Self::P1,
        Self::P2,
        Self::P3,
        Self::P4,
        Self::P5,
        Self::P6,
        Self::A1,
        Self::A2,
        Self::A3,
        Self::A4,
        Self::A5,
        Self::A6,
        Self::D1,
        Self::D2,
        Self::D3,
        Self::D4,
        Self::D5,
        Self::C1,
        Self::C2,
        Self::C3,
    ];

    /// The name used in every interface.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::S1 => "1",
            Self::S2 => "2",
            Self::S2_1 => "2.1",
            Self::S2_1_1 => "2.1.1",
            Self::S2_2 => "2.2",
            Self::S2_3 => "2.3",
            Self::S3 => "3",
            Self::S4 => "4",
            Self::S5 => "5",
            Self::S5_1 => "5.1",
            Self::S5_2 => "5.2",
            Self::S5_3 => "5.3",
            Self::S5_4 => "5.4",
            Self::S6 => "6",
            Self::S6_1 => "6.1",
            Self::S6_2 => "6.2",
            Self::S6_3 => "6.3",
            Self::S6_4 => "6.4",
            Self::S7 => "7",
            Self::S7_1 => "7.1",
            Self::S7_2 => "7.2",
            Self::P1 => "P1",
            Self::P2 => "P2",
            Self::P3 => "P3",
            Self::P4 => "P4",
            Self::P5 => "P5",
            Self::P6 => "P6",
            Self::A1 => "A1",
            Self::A2 => "A2",
            Self::A3 => "A3",
            Self::A4 => "A4",
            Self::A5 => "A5",
            Self::A6 => "A6",
            Self::D1 => "D1",
            Self::D2 => "D2",
            Self::D3 => "D3",
            Self::D4 => "D4",
            Self::D5 => "D5",
            Self::C1 => "C1",
            Self::C2 => "C2",
            Self::C3 => "C3",
        }
    }

    /// The value with this exact name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.as_str() == name)
    }
}

impl fmt::Display for StepId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for StepId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
