//! The findings come from what the logs say, not from where they stand (design.md section 6).

use std::io::Write as _;
use std::path::{Path, PathBuf};

use lineman_deployment::lab::Fault;
use lineman_model::{Random, SeededRandom};

use crate::support::{Recording, diagnose, essences, recording};

/// Healthy and each fault.
fn runs() -> impl Iterator<Item = &'static Recording> {
    [None].into_iter().chain(Fault::ALL.iter().copied().map(Some)).map(recording)
}

#[test]
fn a_flat_zip_of_logs_with_random_names_gives_the_same_findings() {
    let random = SeededRandom::new(20);
    for run in runs() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(random.hex(4));
        zip_flat(&path, run, &random);
        is_the_same(run, &[path]);
    }
}

#[test]
fn logs_compressed_one_by_one_under_random_names_give_the_same_findings() {
    let random = SeededRandom::new(21);
    for run in runs() {
        let folder = tempfile::tempdir().unwrap();
        for file in run.logs() {
            let target = std::fs::File::create(folder.path().join(random.hex(6))).unwrap();
            let mut encoder = flate2::write::GzEncoder::new(target, flate2::Compression::default());
            encoder.write_all(&file.bytes).unwrap();
            encoder.finish().unwrap();
        }
        is_the_same(run, &[folder.path().to_path_buf()]);
    }
}

#[test]
fn plain_logs_under_random_names_given_one_by_one_give_the_same_findings() {
    let random = SeededRandom::new(22);
    for run in runs() {
        let folder = tempfile::tempdir().unwrap();
        let mut paths: Vec<PathBuf> = run
            .logs()
            .map(|file| {
                let path = folder.path().join(format!("{}.txt", random.hex(6)));
                std::fs::write(&path, &file.bytes).unwrap();
                path
            })
            .collect();
        // Random names are also a random order.
        paths.sort();
        is_the_same(run, &paths);
    }
}

fn zip_flat(path: &Path, run: &Recording, random: &dyn Random) {
    let mut archive = zip::ZipWriter::new(std::fs::File::create(path).unwrap());
    let options = zip::write::SimpleFileOptions::default();
    let mut files: Vec<_> = run.logs().map(|file| (random.hex(6), &file.bytes)).collect();
    files.sort();
    for (name, bytes) in files {
        archive.start_file(name, options).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap();
}

fn is_the_same(run: &Recording, paths: &[PathBuf]) {
    let report = diagnose(paths);
    assert_eq!(essences(&report), essences(&run.outcome.report));
    let shape = |report: &lineman_diagnose::Report| -> Vec<_> {
        let mut journeys: Vec<_> = report
            .journeys
            .iter()
            .map(|journey| {
                let steps: Vec<_> =
                    journey.steps.iter().map(|step| (step.step, step.state)).collect();
                (journey.kind, journey.subscriber.clone(), journey.tracking_id.clone(), steps)
            })
            .collect();
        journeys.sort();
        journeys
    };
    assert_eq!(shape(&report), shape(&run.outcome.report));
}
