//! Sound: tones made for a call, and how much of a tone is in what was heard.

use std::f64::consts::TAU;

use anyhow::{Context as _, Result, bail};

/// Samples per second of telephone sound.
pub const RATE: u32 = 8_000;
/// Loudness of one tone; two of them stay below the largest sample.
const AMPLITUDE: f64 = 8_000.0;

/// A wave file, mono, 16 bit, of some tones at once.
#[must_use]
pub fn tones(frequencies: &[f64], seconds: u32) -> Vec<u8> {
    let count = RATE * seconds;
    let samples = (0..count).map(|index| {
        let time = f64::from(index) / f64::from(RATE);
        let sum: f64 = frequencies.iter().map(|tone| (TAU * tone * time).sin() * AMPLITUDE).sum();
        #[expect(clippy::cast_possible_truncation, reason = "within 16 bit by the amplitude")]
        let sample = sum as i16;
        sample
    });
    let data: Vec<u8> = samples.flat_map(i16::to_le_bytes).collect();
    let length = count * 2;
    let mut file = Vec::with_capacity(data.len() + 44);
    file.extend(b"RIFF");
    file.extend((36 + length).to_le_bytes());
    file.extend(b"WAVEfmt ");
    file.extend(16_u32.to_le_bytes());
    for (value, width) in [(1, 2), (1, 2), (RATE, 4), (RATE * 2, 4), (2, 2), (16, 2)] {
        file.extend(&value.to_le_bytes()[..width]);
    }
    file.extend(b"data");
    file.extend(length.to_le_bytes());
    file.extend(data);
    file
}

/// The samples of such a file, whatever stands between format and data.
///
/// # Errors
/// When it is no wave file of 16 bit, mono, 8 kHz.
pub fn samples(file: &[u8]) -> Result<Vec<i16>> {
    if file.get(..4) != Some(b"RIFF") || file.get(8..12) != Some(b"WAVE") {
        bail!("no wave file");
    }
    let mut rest = &file[12..];
    loop {
        let (head, body) = rest.split_at_checked(8).context("no data in the wave file")?;
        let (name, length) = head.split_at(4);
        let length = u32::from_le_bytes(length.try_into()?) as usize;
        if name == b"fmt " {
            let expected = [1, 0, 1, 0, 0x40, 0x1f, 0, 0];
            if body.get(..8) != Some(&expected) || body.get(14..16) != Some(&[16, 0]) {
                bail!("the wave file is not 16 bit, mono, 8 kHz");
            }
        }
        if name == b"data" {
            // A file that was not closed properly has a wrong length.
            let data = body.get(..length).unwrap_or(body);
            return Ok(data
                .chunks_exact(2)
                .map(|two| i16::from_le_bytes([two[0], two[1]]))
                .collect());
        }
        rest = body.get(length..).context("a part of the wave file is cut")?;
    }
}

/// The share of the energy that is in a tone (Goertzel's algorithm): near 1 for that tone alone,
/// near 1/n for it among n equal ones, near 0 for others.
#[must_use]
pub fn share(samples: &[i16], frequency: f64) -> f64 {
    let coefficient = 2.0 * (TAU * frequency / f64::from(RATE)).cos();
    let (mut before, mut last, mut energy) = (0.0_f64, 0.0_f64, 0.0_f64);
    for sample in samples {
        let value = f64::from(*sample);
        energy += value * value;
        (before, last) = (last, value + coefficient * last - before);
    }
    let power = before * before + last * last - coefficient * before * last;
    #[expect(clippy::cast_precision_loss, reason = "the number of samples of a few seconds")]
    let count = samples.len() as f64;
    if energy == 0.0 { 0.0 } else { 2.0 * power / (energy * count) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tones_are_told_apart() {
        let heard = samples(&tones(&[440.0, 1000.0], 1)).expect("our own file");
        assert_eq!(heard.len(), 8000);
        for tone in [440.0, 1000.0] {
            let share = share(&heard, tone);
            assert!((0.45..0.55).contains(&share), "{tone}: {share}");
        }
        for other in [620.0, 1330.0] {
            assert!(share(&heard, other) < 0.01, "{other}");
        }
        assert!(share(&[0; 800], 440.0) < 0.01);
        assert!(samples(b"RIFF....WAVEdat").is_err());
    }
}
