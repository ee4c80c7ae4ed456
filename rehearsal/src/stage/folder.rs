//! Where a stage lives: `target/rehearsal/N`, N being the number of its network. The folder is held by a lock that the
//! kernel gives back when the holder dies, so a folder that nobody holds is a stage that a crash left behind; it is
//! cleared by what lies in it. The same clearing takes a stage down in the end, and on Ctrl-C.

use anyhow::{Context, Result, bail, ensure};
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::run::Run;
use super::{Refusal, STAGES, deadline, namespace, network};

/// Folders of the stages that this process has raised.
static RAISED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());
static KEEP: AtomicBool = AtomicBool::new(false);

static ENDING: AtomicBool = AtomicBool::new(false);

fn raised() -> MutexGuard<'static, Vec<PathBuf>> {
    RAISED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// An error once the stages of this process are being taken down: nothing new is started then.
pub fn go_on() -> Result<()> {
    ensure!(!ENDING.load(Ordering::SeqCst), "interrupted");
    Ok(())
}

/// A folder, and with it a network, that is ours.
#[derive(Debug)]
pub struct Place {
    /// The third part of the network's addresses.
    pub number: u8,
    /// Where everything of the stage lies.
    pub folder: PathBuf,
    _lock: File,
}

/// Folders outlive their stages from now on.
pub fn keep() {
    KEEP.store(true, Ordering::Relaxed);
}

impl Place {
    /// The first place that is free, cleared of what a crash left there.
    pub fn claim() -> Result<Self> {
        go_on()?;
        fs::create_dir_all(STAGES)?;
        clear_crashed()?;
        for number in 1..=u8::MAX {
            if network::taken(number)? {
                continue;
            }
            let path = Path::new(STAGES).join(format!("{number}.lock"));
            let lock = File::options().create(true).append(true).open(path)?;
            match lock.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => continue,
                Err(TryLockError::Error(error)) => return Err(error.into()),
            }
            let folder = fs::canonicalize(STAGES)?.join(number.to_string());
            fs::create_dir(&folder).with_context(|| folder.display().to_string())?;
            raised().push(folder.clone());
            return Ok(Self { number, folder, _lock: lock });
        }
        let remedy = "free one of the networks 10.99.1.0/24 to 10.99.255.0/24 (`ip route` tells who has them)";
        bail!(Refusal(format!("no network is free for the stage; {remedy}")));
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Err(error) = clear(&self.folder) {
            eprintln!("rehearse: {} could not be cleared: {error:#}", self.folder.display());
        }
        raised().retain(|folder| folder != &self.folder);
    }
}

/// Takes down every stage of this process, from whatever thread.
pub fn clear_raised() {
    ENDING.store(true, Ordering::SeqCst);
    let folders = raised().clone();
    for folder in &folders {
        if let Err(error) = clear(folder) {
            eprintln!("rehearse: {} could not be cleared: {error:#}", folder.display());
        }
    }
}

/// Clears stages whose holder is gone.
fn clear_crashed() -> Result<()> {
    for entry in fs::read_dir(STAGES)? {
        let path = entry?.path();
        if !path.is_dir() || path.file_name().and_then(|name| name.to_str()?.parse::<u8>().ok()).is_none() {
            continue;
        }
        let lock = File::options().create(true).append(true).open(path.with_extension("lock"))?;
        // Whoever held it may have cleared it meanwhile.
        if lock.try_lock().is_ok() && path.is_dir() {
            eprintln!("rehearse: clearing the stage that a crash left in {}", path.display());
            clear(&fs::canonicalize(&path)?)?;
        }
    }
    Ok(())
}

/// Ends every process of that stage, and with them machines, mounts and network; then removes its control groups and the
/// folder.
fn clear(folder: &Path) -> Result<()> {
    let what = format!("the processes of {} end", folder.display());
    deadline::until(&what, Duration::from_secs(30), || {
        let left = processes(folder)?;
        for process in &left {
            Command::new("kill").args(["-KILL", &process.to_string()]).answer()?;
        }
        Ok(left.is_empty().then_some(()))
    })?;
    let number = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    remove_control_groups(&control_group(folder))?;
    if !folder.exists() {
        return Ok(());
    }
    if KEEP.load(Ordering::Relaxed) {
        let kept = folder.with_file_name(format!("kept-{number}"));
        fs::remove_dir_all(&kept).ok();
        fs::rename(folder, &kept)?;
        eprintln!("rehearse: kept {}", kept.display());
    } else {
        // Whoever was still writing when it was interrupted may have made it grow again.
        fs::remove_dir_all(folder)
            .or_else(|_| fs::remove_dir_all(folder))
            .with_context(|| folder.display().to_string())?;
    }
    Ok(())
}

/// The first processes of its machines and of its switch, found by the arguments of the `unshare` that started them.
fn processes(folder: &Path) -> Result<Vec<u32>> {
    let mut found = Vec::new();
    for entry in fs::read_dir("/proc")? {
        let path = entry?.path();
        let Some(id) = path.file_name().and_then(|name| name.to_str()?.parse().ok()) else { continue };
        let line = fs::read(path.join("cmdline")).unwrap_or_default();
        let words: Vec<_> = line.split(|byte| *byte == 0).map(String::from_utf8_lossy).collect();
        let ours = |word: &str| word == folder.as_os_str() || Path::new(word).starts_with(folder.join("machines"));
        if words[0].ends_with("unshare") && words.iter().any(|word| ours(word)) {
            // The first process of the namespace takes all others with it, and then `unshare` ends by itself.
            let children = namespace::children(id);
            found.extend(if children.is_empty() { vec![id] } else { children });
        }
    }
    Ok(found)
}

/// The control group of the stage in that folder; another checkout's stage of the same number has another one.
pub fn control_group(folder: &Path) -> String {
    format!("rehearsal{}", folder.to_string_lossy().replace('/', "-"))
}

/// Control groups outlive their processes; empty ones can be removed from the innermost outwards.
fn remove_control_groups(name: &str) -> Result<()> {
    let mut find = Command::new("find");
    find.args(["/sys/fs/cgroup", "-mindepth", "1", "-maxdepth", "2", "-type", "d", "-name", name]);
    for group in find.answer()?.output.lines() {
        let what = format!("the control group {group} is empty");
        deadline::until_true(&what, Duration::from_secs(10), || {
            Command::new("find")
                .args([group, "-depth", "-type", "d", "-delete"])
                .answer()
                .is_ok_and(|it| it.is_success())
        })?;
    }
    Ok(())
}
