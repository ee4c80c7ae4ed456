//! A host without room: the files of a deployment cannot arrive, so it stops while the old container serves.

use anyhow::{Result, ensure};

use super::service::{BACKEND, BRANCH, Delivered, ROLLOUT};
use crate::github::{Conclusion, GitHub};
use crate::scenario::Shown;
use crate::stage::{Behaviour, Machine, Run, Stage};

/// The service's folder is a small file system, full; then it has room again.
pub fn full(stage: &mut Stage) -> Result<Shown> {
    stage.put_secret("mr-mentor-backend/development", r#"{"NAME": "value"}"#)?;
    let backend = Delivered::on_empty_host(stage, BACKEND)?;
    let github = GitHub::new(stage)?;
    github.commit(BACKEND.name, BRANCH, "one", Behaviour::Healthy, &[])?;
    backend.publish("one", Behaviour::Healthy)?;
    let small = Small::mount(backend.host(), &backend.folder())?;
    backend.deliver(&github, "one")?;
    let serving = backend.host().incarnation(&backend.container())?;
    let environment = small.read(".env")?;

    let watch = backend.watch()?;
    small.fill_up()?;
    backend.publish("two", Behaviour::Healthy)?;
    stage.put_secret("mr-mentor-backend/development", r#"{"NAME": "another value"}"#)?;
    let run = backend.deploy(&github)?;
    let answers = watch.stop()?;
    ensure!(run.conclusion == Conclusion::Failure && run.step(ROLLOUT).is_none(), "{:?}\n{}", run.steps, run.tail());
    ensure!(run.log.contains("scp: write remote"), "the log does not say what failed\n{}", run.tail());
    ensure!(answers.keys().eq(["one"]), "meanwhile answered {answers:?}");
    ensure!(backend.host().incarnation(&backend.container())? == serving, "it is another container");
    ensure!(small.read(".env")? == environment, "the environment file was touched");

    small.make_room()?;
    backend.deliver(&github, "two")?;
    let failed = run.steps.iter().find(|(_, conclusion)| *conclusion == Conclusion::Failure);
    let step = failed.map(|(step, _)| step.as_str()).unwrap_or_default();
    Ok(format!(
        "stopped at \"{step}\", one gave {} answers meanwhile; with room two serves",
        answers.values().sum::<usize>()
    ))
}

/// A small file system over a folder of the host; it is taken away when it is dropped.
struct Small<'stage> {
    host: &'stage Machine,
    folder: String,
}

impl<'stage> Small<'stage> {
    fn mount(host: &'stage Machine, folder: &str) -> Result<Self> {
        host.command("mkdir").args(["-p", folder]).succeed()?;
        let options = "size=512k,uid=1000,gid=1000,mode=755";
        host.command("mount").args(["-t", "tmpfs", "-o", options, "small", folder]).succeed()?;
        Ok(Self { host, folder: folder.to_owned() })
    }

    fn file(&self, name: &str) -> String {
        format!("{}/{name}", self.folder)
    }

    fn read(&self, name: &str) -> Result<String> {
        self.host.command("cat").arg(self.file(name)).succeed()
    }

    /// Nothing can be written any more.
    fn fill_up(&self) -> Result<()> {
        let fill = self.file("fill");
        let script = format!("cat /dev/zero >{fill} 2>/dev/null; df --output=avail {fill} | tail -1");
        let free = self.host.command("bash").args(["-c", &script]).succeed()?;
        ensure!(free.trim() == "0", "{free} blocks of {} are free", self.folder);
        Ok(())
    }

    fn make_room(&self) -> Result<()> {
        self.host.command("rm").arg(self.file("fill")).succeed().map(drop)
    }
}

impl Drop for Small<'_> {
    fn drop(&mut self) {
        self.host.command("umount").arg(&self.folder).answer().ok();
    }
}
