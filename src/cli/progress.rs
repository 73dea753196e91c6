//! The progress bar: on a terminal only, never with `--quiet` or JSON.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::voice::Voice;

/// A bar on the terminal that shows the stage and how far it is. Says nothing where there is no bar.
pub struct Progress {
    bar: Option<ProgressBar>,
}

/// More would cost time and tell nothing.
const REDRAWS_A_SECOND: u8 = 10;

impl Progress {
    /// A bar, where this voice has one.
    pub fn new(voice: &Voice) -> Progress {
        let bar = voice.bar.then(|| {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(REDRAWS_A_SECOND));
            bar.enable_steady_tick(Duration::from_millis(150));
            bar
        });
        Progress { bar }
    }

    /// Begins a stage of `total` pieces of work; 0 when that isn't known.
    pub fn stage(&self, name: &'static str, total: usize) {
        self.with(|bar| {
            let form = if total == 0 { "{spinner} {msg} {pos}" } else { "{spinner} {msg} {wide_bar} {pos}/{len}" };
            let style = ProgressStyle::with_template(form).expect("the template is a constant");
            bar.set_style(style.progress_chars("━╸ "));
            bar.set_position(0);
            bar.set_length(total as u64);
            bar.set_message(name);
        });
    }

    /// A piece of work is done. May be called from every thread.
    pub fn tick(&self) {
        self.with(|bar| bar.inc(1));
    }

    /// Takes the bar away.
    pub fn done(&self) {
        self.with(ProgressBar::finish_and_clear);
    }

    fn with(&self, act: impl FnOnce(&ProgressBar)) {
        if let Some(bar) = &self.bar {
            act(bar);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Progress;
    use crate::cli::voice::Voice;

    #[test]
    fn without_a_terminal_there_is_no_bar() {
        let progress = Progress::new(&Voice::plain());
        progress.stage("Reading", 3);
        progress.tick();
        progress.done();
        assert!(progress.bar.is_none());
    }
}
