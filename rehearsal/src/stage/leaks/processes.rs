//! Process lists of machines, sampled from outside for as long as something is run.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// Between two samples; a program that asks something over the network takes longer.
const PAUSE: Duration = Duration::from_millis(20);
/// In so many samples a process is looked at anew: it may yet become another program. One that is older stays what it is.
const YOUNG: u32 = 50;

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
            let mut machines: Vec<Watched> = machines.into_iter().map(Watched::new).collect();
            while !end.load(Ordering::Relaxed) {
                for machine in &mut machines {
                    machine.look(&mut seen.lines);
                }
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

/// A machine whose processes are looked at. It is known by the arguments of its first process, and shows its own process
/// list below that one's root, as whoever is logged in there sees it.
#[derive(Debug)]
struct Watched {
    folder: PathBuf,
    first: Option<u32>,
    ages: BTreeMap<u32, u32>,
}

impl Watched {
    const fn new(folder: PathBuf) -> Self {
        Self { folder, first: None, ages: BTreeMap::new() }
    }

    /// Adds the argument lists of the machine's young processes.
    fn look(&mut self, lines: &mut BTreeSet<Vec<u8>>) {
        if !self.first.is_some_and(|id| self.is_first(id)) {
            // It is off, or came back as another process.
            self.first = ids(Path::new("/proc")).find(|id| self.is_first(*id));
            self.ages.clear();
        }
        let Some(first) = self.first else { return };
        let list = PathBuf::from(format!("/proc/{first}/root/proc"));
        let mut ages = BTreeMap::new();
        for id in ids(&list) {
            let age = self.ages.get(&id).map_or(0, |age| age.saturating_add(1));
            ages.insert(id, age);
            if age < YOUNG {
                // One that has ended meanwhile was seen before, or was too short to be seen.
                let line = fs::read(list.join(id.to_string()).join("cmdline")).unwrap_or_default();
                if !line.is_empty() {
                    lines.insert(line);
                }
            }
        }
        self.ages = ages;
    }

    fn is_first(&self, id: u32) -> bool {
        let line = fs::read(format!("/proc/{id}/cmdline")).unwrap_or_default();
        let mut words = line.split(|byte| *byte == 0);
        words.next() == Some(b"bash") && words.nth(1) == Some(self.folder.as_os_str().as_encoded_bytes())
    }
}

/// The ids of a process list.
fn ids(list: &Path) -> impl Iterator<Item = u32> {
    let entries = fs::read_dir(list).into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok())
}
