//! Process lists of machines, sampled from outside for as long as something is played.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// Between two samples; a program that asks something over the network takes longer.
const PAUSE: Duration = Duration::from_millis(50);
/// In so many samples a process is looked at anew: it may yet become another program. One that is older stays what it is.
const YOUNG: u32 = 20;

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
            let mut machines = Machines { folders: machines, namespaces: BTreeSet::new(), ages: BTreeMap::new() };
            while !end.load(Ordering::Relaxed) {
                machines.look(&mut seen.lines);
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

/// Machines, as their processes are told from others. A machine is known by the arguments of its first process, and all
/// others by the process namespace that they share with it.
#[derive(Debug)]
struct Machines {
    folders: Vec<PathBuf>,
    namespaces: BTreeSet<PathBuf>,
    ages: BTreeMap<u32, u32>,
}

impl Machines {
    /// Adds the argument lists of the young processes on these machines.
    fn look(&mut self, lines: &mut BTreeSet<Vec<u8>>) {
        let mut ages = BTreeMap::new();
        let mut young = Vec::new();
        for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
            let Some(id) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else { continue };
            let age = self.ages.get(&id).map_or(0, |age| age.saturating_add(1));
            ages.insert(id, age);
            if age < YOUNG {
                let path = entry.path();
                if let (Ok(line), Ok(namespace)) = (fs::read(path.join("cmdline")), fs::read_link(path.join("ns/pid")))
                {
                    if self.is_first(&line) {
                        self.namespaces.insert(namespace.clone());
                    }
                    young.push((namespace, line));
                }
            }
        }
        self.ages = ages;
        let theirs = young.into_iter().filter(|(namespace, _)| self.namespaces.contains(namespace));
        lines.extend(theirs.map(|(_, line)| line).filter(|line| !line.is_empty()));
    }

    fn is_first(&self, line: &[u8]) -> bool {
        let words: Vec<_> = line.split(|byte| *byte == 0).take(3).map(String::from_utf8_lossy).collect();
        words.first().is_some_and(|word| word == "bash")
            && words.get(2).is_some_and(|word| self.folders.iter().any(|folder| folder.as_os_str() == word.as_ref()))
    }
}
