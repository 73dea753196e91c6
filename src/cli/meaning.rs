//! What raw flags mean: defaults, and what can't go together.

use std::path::Path;

use jiff::Timestamp;

use super::{args::SiteFlags, build, exit::Stop, surroundings::Surroundings};
use crate::{base::EditionTime, site::Images, walk::BuildOptions};

/// What `build` and its flags ask for.
///
/// # Errors
/// Wrong usage: `--drafts` without `--out`, a site that isn't there, a clock that can't be read.
pub fn build_options(args: &build::Args, around: &Surroundings) -> Result<BuildOptions, Stop> {
    Ok(BuildOptions {
        images: args.images.map(|images| match images {
            build::ImagesFlag::Fast => Images::Fast,
            build::ImagesFlag::Best => Images::Best,
            build::ImagesFlag::Off => Images::Off,
        }),
        full: args.full,
        verify: args.verify,
        keep_going: args.keep_going,
        strict: args.strict,
        jobs: args.jobs.map(std::num::NonZero::get),
        ..site_options(&args.site, args.out.as_deref(), around)?
    })
}

/// What the flags of a site and of its output ask for.
///
/// # Errors
/// Wrong usage: `--drafts` without `--out`, a site that isn't there, a clock that can't be read.
pub fn site_options(flags: &SiteFlags, out: Option<&Path>, around: &Surroundings) -> Result<BuildOptions, Stop> {
    if flags.drafts && out.is_none() {
        return Err(Stop::Misuse(
            "`--drafts` needs `--out DIR`, so that unpublished copy can't take the place of the site".to_owned(),
        ));
    }
    let read = reading_options(flags, around)?;
    Ok(BuildOptions { out: out.map_or_else(|| read.out.clone(), Path::to_owned), ..read })
}

/// What the flags of a site ask for, for those who write no output.
///
/// # Errors
/// Wrong usage: a site that isn't there, a clock that can't be read.
pub fn reading_options(flags: &SiteFlags, around: &Surroundings) -> Result<BuildOptions, Stop> {
    check_config(flags.config.as_deref())?;
    let plain = plain_options(&flags.site, edition_time(flags.at, around)?)?;
    Ok(BuildOptions {
        config: flags.config.clone(),
        base_url: flags.base_url.clone(),
        theme: flags.theme.clone(),
        drafts: flags.drafts,
        ..plain
    })
}

/// Whether the file of `--config` is there.
///
/// # Errors
/// Wrong usage: it isn't.
pub fn check_config(config: Option<&Path>) -> Result<(), Stop> {
    match config.filter(|file| !file.is_file()) {
        Some(config) => Err(Stop::Misuse(format!("`{}` isn't a file (`--config`)", config.display()))),
        None => Ok(()),
    }
}

/// The options of a site where no flag says anything.
///
/// # Errors
/// Wrong usage: a site that isn't there.
pub fn plain_options(site: &Path, at: EditionTime) -> Result<BuildOptions, Stop> {
    if !site.is_dir() {
        return Err(Stop::Misuse(format!("`{}` isn't a folder", site.display())));
    }
    Ok(BuildOptions {
        site: site.to_owned(),
        out: if site == Path::new(".") { "public".into() } else { site.join("public") },
        config: None,
        at,
        base_url: None,
        theme: None,
        images: None,
        drafts: false,
        full: false,
        verify: false,
        keep_going: false,
        strict: false,
        check: false,
        jobs: None,
    })
}

/// `--at`, else `SOURCE_DATE_EPOCH`, else now; to the second, because that is all an edition tells apart.
///
/// # Errors
/// Wrong usage: `SOURCE_DATE_EPOCH` that isn't a number of seconds.
pub fn edition_time(at: Option<Timestamp>, around: &Surroundings) -> Result<EditionTime, Stop> {
    let instant = match (at, &around.source_date_epoch) {
        (Some(at), _) => at,
        (None, None) => around.now,
        (None, Some(text)) => {
            let seconds = text.to_str().and_then(|text| text.trim().parse::<i64>().ok());
            seconds.and_then(|seconds| Timestamp::from_second(seconds).ok()).ok_or_else(|| {
                Stop::Misuse("SOURCE_DATE_EPOCH must be a number of seconds since 1970, or be unset".to_owned())
            })?
        }
    };
    Ok(to_the_second(instant))
}

/// The edition time of now, by the clock.
pub fn now() -> EditionTime {
    to_the_second(Timestamp::now())
}

/// Floors, also before 1970: an instant that has not come yet is never due.
fn to_the_second(instant: Timestamp) -> EditionTime {
    let seconds = instant.as_second() - i64::from(instant.subsec_nanosecond() < 0);
    EditionTime(Timestamp::from_second(seconds).unwrap_or(instant))
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::{build_options, edition_time};
    use crate::{
        cli::{
            args::{Cli, Command},
            build,
            exit::Stop,
            surroundings::Surroundings,
        },
        site::Images,
        walk::BuildOptions,
    };

    fn args(line: &str) -> build::Args {
        let words = ["dateline", "build"].into_iter().chain(line.split_whitespace());
        match Cli::try_parse_from(words).expect("parses").command {
            Command::Build(args) => args,
            other => panic!("{other:?}"),
        }
    }

    fn meant(line: &str) -> Result<BuildOptions, Stop> {
        build_options(&args(line), &Surroundings::still())
    }

    #[test]
    fn defaults_are_the_contracts() {
        let options = meant("").expect("sound");
        assert_eq!((options.site.to_str(), options.out.to_str()), (Some("."), Some("public")));
        assert_eq!(options.at.0.to_string(), "2026-11-23T06:05:42Z");
        assert!(!options.drafts && !options.full && !options.keep_going && !options.strict);
        assert_eq!((options.jobs, options.images, options.base_url), (None, None, None));
    }

    #[test]
    fn every_flag_arrives() {
        let options = meant(
            "src --out o --full --keep-going --strict --jobs 3 --images off --theme t --drafts --base-url https://a.example/ --at 2026-01-02T03:04:05+02:00",
        )
        .expect("sound");
        assert_eq!((options.site.to_str(), options.out.to_str()), (Some("src"), Some("o")));
        assert!(options.drafts && options.full && options.keep_going && options.strict);
        assert_eq!((options.jobs, options.images), (Some(3), Some(Images::Off)));
        assert_eq!(options.base_url.as_deref(), Some("https://a.example"));
        assert_eq!(options.theme.as_deref(), Some("t"));
        assert_eq!(options.at.0.to_string(), "2026-01-02T01:04:05Z");
    }

    #[test]
    fn drafts_never_take_the_place_of_the_site() {
        let stop = meant("--drafts").expect_err("needs --out");
        assert!(matches!(stop, Stop::Misuse(why) if why.contains("--out")));
        assert!(meant("--drafts --out preview").is_ok());
    }

    #[test]
    fn a_site_or_settings_that_arent_there_are_wrong_usage() {
        assert!(matches!(meant("no/such/folder"), Err(Stop::Misuse(_))));
        assert!(matches!(meant("--config no-such.yaml"), Err(Stop::Misuse(_))));
    }

    #[test]
    fn source_date_epoch_is_the_edition_time_unless_at_is_given() {
        let at = |text: &str| Surroundings { source_date_epoch: Some(text.into()), ..Surroundings::still() };
        assert_eq!(edition_time(None, &at("86400")).expect("a time").0.to_string(), "1970-01-02T00:00:00Z");
        assert!(edition_time(None, &at("soon")).is_err());
        let given = "2026-01-01T00:00:00.9Z".parse().ok();
        assert_eq!(edition_time(given, &at("soon")).expect("a time").0.to_string(), "2026-01-01T00:00:00Z");
    }
}
