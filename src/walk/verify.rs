//! The proof of a build: the site once more, from nothing and elsewhere, compared byte by byte.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use rayon::prelude::*;

use super::{BuildOptions, Outcome, Step, Watch, build_upon, known::Known};
use crate::base::{Code, Diagnostic, Failure, Place, SourcePath};
use crate::delivery::Manifest;
use crate::site::Survey;

/// Builds again into a folder beside the output and compares. What differs is an error.
///
/// # Errors
/// When the machine fails.
pub fn again(mut outcome: Outcome, options: &BuildOptions, watch: Watch<'_>) -> Result<Outcome, Failure> {
    watch(Step::Stage("verifying", 0));
    let name = options.out.file_name().map_or_else(|| "public".into(), |n| n.to_string_lossy().into_owned());
    let fresh = options.out.with_file_name(format!(".{name}.dateline-verify"));
    let remove =
        || if fresh.exists() { fs::remove_dir_all(&fresh).map_err(Failure::when("remove", &fresh)) } else { Ok(()) };
    remove()?;
    let once_more = BuildOptions { out: fresh.clone(), full: true, verify: false, ..options.clone() };
    let survey = Survey::take(&options.site, options.config.as_deref());
    build_upon(&once_more, &survey, &Known::default(), None, watch)?;
    let differing = compare(&options.out, &fresh)?;
    remove()?;
    for path in differing {
        let place = Place::file(&SourcePath::new(options.out.join(&path).to_string_lossy().into_owned()));
        outcome.found.push(
            Diagnostic::new(Code::VerifyDiffers, place)
                .says(format!("{path} isn't what a build from nothing makes"))
                .help("build with --full, and report what you changed before: this is a fault of dateline")
                .culprit(None),
        );
    }
    Ok(outcome)
}

/// The paths of which two outputs hold different bytes, or of which one holds nothing.
fn compare(ours: &Path, fresh: &Path) -> Result<Vec<String>, Failure> {
    let paths = |out: &Path| Ok::<_, Failure>(Manifest::read(out)?.unwrap_or_default().paths);
    let (mine, theirs) = (paths(ours)?, paths(fresh)?);
    let all: BTreeSet<&String> = mine.union(&theirs).collect();
    let differs = |path: &&&String| fs::read(ours.join(path)).ok() != fs::read(fresh.join(path)).ok();
    let mut differing: Vec<String> = all.par_iter().filter(differs).map(|path| (**path).clone()).collect();
    differing.sort();
    Ok(differing)
}
