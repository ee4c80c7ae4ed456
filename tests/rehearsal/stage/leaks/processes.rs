//! Process lists of machines, sampled from outside for as long as something is played.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// Between two samples; the quickest of programs are missed, those that wait for something are not.
const PAUSE: Duration = Duration::from_millis(150);

/// What was seen so far.
#[derive(Debug, Default)]
pub struct Sampled {
    /// How often it was looked.
    pub samples: usize,
    /// Every different argument list.
    pub lines: BTreeSet<Vec<u8>>,
}

/// Samples in the background until it is stopped.
#[derive(Debug)]
pub struct Sampler {
    stop: Arc<AtomicBool>,
    samples: Arc<AtomicUsize>,
    thread: JoinHandle<Sampled>,
}

impl Sampler {
    /// Begins, for the machines of these folders, also when they are off and come back.
    pub fn start(machines: &[&Path]) -> Self {
        let (stop, samples) = (Arc::<AtomicBool>::default(), Arc::<AtomicUsize>::default());
        let (end, count) = (Arc::clone(&stop), Arc::clone(&samples));
        let machines: Vec<PathBuf> = machines.iter().map(|folder| (*folder).to_owned()).collect();
        let thread = thread::spawn(move || {
            let mut seen = Sampled::default();
            while !end.load(Ordering::Relaxed) {
                seen.lines.extend(look(&machines));
                seen.samples = count.fetch_add(1, Ordering::Relaxed) + 1;
                thread::sleep(PAUSE);
            }
            seen
        });
        Self { stop, samples, thread }
    }

    /// How often it has looked so far.
    pub fn samples(&self) -> usize {
        self.samples.load(Ordering::Relaxed)
    }

    /// Ends it: what was seen.
    pub fn stop(self) -> Sampled {
        self.stop.store(true, Ordering::Relaxed);
        self.thread.join().unwrap_or_default()
    }
}

/// The argument lists of all processes on these machines. A machine is known by the arguments of its first process, and
/// all others by the process namespace that they share with it.
fn look(machines: &[PathBuf]) -> Vec<Vec<u8>> {
    let mut processes = Vec::new();
    let mut theirs = BTreeSet::new();
    for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let path = entry.path();
        let (Ok(line), Ok(namespace)) = (fs::read(path.join("cmdline")), fs::read_link(path.join("ns/pid"))) else {
            continue;
        };
        let words: Vec<_> = line.split(|byte| *byte == 0).map(String::from_utf8_lossy).collect();
        let first = words.first().is_some_and(|word| word == "bash")
            && words.get(2).is_some_and(|word| machines.iter().any(|folder| folder.as_os_str() == word.as_ref()));
        if first {
            theirs.insert(namespace.clone());
        }
        processes.push((namespace, line));
    }
    processes.retain(|(namespace, line)| !line.is_empty() && theirs.contains(namespace));
    processes.into_iter().map(|(_, line)| line).collect()
}
