//! A service of production that is delivered blue-green, driven through its three committed scripts, and what must be true
//! of the world after each of their runs.

use anyhow::{Context, Result, bail, ensure};
use std::collections::BTreeMap;
use std::fs;
use std::process::Child;
use std::process::Stdio;
use std::time::Duration;

use crate::stage::http::exchange;
use crate::stage::{API, Answer, Behaviour, Machine, REGISTRY, Run, Stage, USER, WEBSITE, deadline};

/// How long a run of a script may take.
const LIMIT: Duration = Duration::from_mins(2);

/// Where a logged deploy writes.
const LOG: &str = "/home/ubuntu/deploy.log";

/// What the scripts' header of settings says otherwise here, so that nobody waits for minutes.
const SHORTER: [(&str, &str); 4] =
    [("HEALTH_TIMEOUT", "60"), ("SMOKE_TIMEOUT", "5"), ("LOCK_TIMEOUT", "180"), ("STOP_TIMEOUT", "3")];

/// One of the two services.
#[derive(Debug, Clone, Copy)]
pub struct Service {
    /// Its containers' name, without the color.
    pub app: &'static str,
    /// Where its committed scripts lie, below `generated/`.
    pub generated: &'static str,
    /// Its folder on the host.
    pub folder: &'static str,
    /// Its environment file.
    pub env_file: &'static str,
    /// The name of its site.
    pub site: &'static str,
    /// The ports of blue and green.
    pub ports: [u16; 2],
    /// Its image, without the registry's name and the tag.
    pub repository: &'static str,
}

/// The backend: scripts that live on the host.
pub const BACKEND: Service = Service {
    app: "mr-mentor-backend",
    generated: "hosts/production/blue-green-deployment",
    folder: "/home/ubuntu/blue-green-deployment",
    env_file: ".env.original",
    site: API,
    ports: [3000, 3001],
    repository: "mas-mr-mentor/mr-mentor-backend",
};

/// The frontend: scripts from its repository.
pub const FRONTEND: Service = Service {
    app: "mr-mentor-frontend",
    generated: "mr-mentor-frontend/deploy/blue-green",
    folder: "/home/ubuntu/blue-green-frontend",
    env_file: ".env",
    site: WEBSITE,
    ports: [3002, 3003],
    repository: "mas-mr-mentor/mr-mentor-frontend",
};

/// A service on a stage.
#[derive(Debug)]
pub struct Rollout<'stage> {
    /// The stage.
    pub stage: &'stage Stage,
    /// The service.
    pub service: Service,
    images: BTreeMap<&'static str, String>,
    /// Shell that every run begins with.
    pub prelude: String,
}

impl<'stage> Rollout<'stage> {
    /// A host on which nothing of the service was ever deployed, with the committed scripts in their place.
    pub fn on_empty_host(stage: &'stage Stage, service: Service) -> Result<Self> {
        let rollout = Self { stage, service, images: BTreeMap::new(), prelude: String::new() };
        rollout.clear()?;
        rollout.set(&[])?;
        let login = format!("docker login {REGISTRY} -u mas-mr-mentor --password-stdin");
        rollout.host().as_user(USER, &login).succeed_with(stage.account("mas-mr-mentor")?.token.as_bytes())?;
        Ok(rollout)
    }

    /// A host on which `one` was deployed, and then `two`, which serves.
    pub fn with_two_builds(stage: &'stage Stage, service: Service) -> Result<Self> {
        let mut rollout = Self::on_empty_host(stage, service)?;
        for build in ["one", "two"] {
            rollout.deploy(build)?.expect(0)?;
        }
        rollout.expect_world("two", Some("one"))?;
        Ok(rollout)
    }

    /// The service as it is found, for instance after a reboot.
    pub fn again(stage: &'stage Stage, service: Service) -> Self {
        Self { stage, service, images: BTreeMap::new(), prelude: String::new() }
    }

    /// The host.
    pub fn host(&self) -> &'stage Machine {
        &self.stage.production
    }

    /// The committed scripts with the shorter waits of the rehearsal, and these settings besides.
    pub fn set(&self, settings: &[(&str, &str)]) -> Result<()> {
        self.install(&[&SHORTER[..], settings].concat())
    }

    /// The committed scripts, with other values for some of their settings.
    fn install(&self, settings: &[(&str, &str)]) -> Result<()> {
        for name in ["deploy.sh", "rollback.sh", "health-check.sh"] {
            let mut script = fs::read_to_string(self.stage.product.generated.join(self.service.generated).join(name))?;
            for (setting, value) in settings {
                let start = format!("readonly {setting}='");
                if let Some(at) = script.find(&start) {
                    let from = at + start.len();
                    let to = from + script[from..].find('\'').context("no end of a setting")?;
                    script.replace_range(from..to, value);
                }
            }
            let path = self.file(name);
            self.host().install(&path, script)?;
            self.host().make_executable(&path)?;
        }
        self.provide("NAME=value\n")
    }

    /// What the environment file holds from now on.
    pub fn provide(&self, lines: &str) -> Result<()> {
        self.host().install(&self.file(self.service.env_file), lines)?;
        self.host().give_home()
    }

    /// A file of the service's folder, as the host names it.
    pub fn file(&self, name: &str) -> String {
        format!("{}/{name}", self.service.folder)
    }

    /// The first line of a file of the folder; nothing when there is none.
    pub fn read(&self, name: &str) -> Option<String> {
        let text = fs::read_to_string(self.host().file(&self.file(name))).ok()?;
        text.lines().next().map(str::to_owned)
    }

    /// The process that holds the lock, as the lock's file says.
    pub fn lock_holder(&self) -> String {
        let line = self.read(".lock").unwrap_or_default();
        let process = line.split("process ").nth(1).and_then(|rest| rest.split(',').next());
        process.unwrap_or_default().to_owned()
    }

    /// Nothing of the service is left, its folder is the user's, and nginx names blue.
    pub fn clear(&self) -> Result<()> {
        for name in self.containers()?.into_keys() {
            self.host().docker().args(["rm", "--force", &name]).succeed()?;
        }
        fs::remove_dir_all(self.host().file(self.service.folder)).ok();
        fs::create_dir_all(self.host().file(self.service.folder))?;
        self.edit_nginx(|site| self.in_color(site, self.service.ports[0]))?;
        self.host().command("nginx").args(["-s", "reload"]).succeed()?;
        self.host().give(self.service.folder)
    }

    fn in_color(&self, site: &str, port: u16) -> String {
        let [blue, green] = self.service.ports.map(|port| format!("127.0.0.1:{port}"));
        site.replace(&green, &blue).replace(&blue, &format!("127.0.0.1:{port}"))
    }

    /// Changes nginx's file of the site; what stood there before.
    pub fn edit_nginx(&self, edit: impl FnOnce(&str) -> String) -> Result<String> {
        let path = format!("/etc/nginx/sites-available/{}", self.service.app);
        let file = self.host().file(&path);
        let before = fs::read_to_string(&file)?;
        fs::write(&file, edit(&before))?;
        Ok(before)
    }

    /// The image of a build, pushed when it is asked for the first time. A build called as a behaviour behaves so.
    pub fn image(&mut self, build: &'static str) -> Result<String> {
        if let Some(image) = self.images.get(build) {
            return Ok(image.clone());
        }
        let behaviour = Behaviour::ALL.into_iter().find(|behaviour| behaviour.name() == build);
        let image =
            self.stage.publish(self.service.repository, build, build, behaviour.unwrap_or(Behaviour::Healthy))?;
        self.images.insert(build, image.clone());
        Ok(image)
    }

    /// A build whose image was pushed in another way.
    pub fn adopt(&mut self, build: &'static str, image: String) {
        self.images.insert(build, image);
    }

    fn line(&self, script: &str) -> String {
        format!("{}exec {}/{script}", self.prelude, self.service.folder)
    }

    fn run(&self, script: &str) -> Result<Ended> {
        let answer = self.host().as_user(USER, &self.line(script)).answer_within(LIMIT)?;
        Ok(Ended { script: script.to_owned(), answer })
    }

    /// Runs `deploy.sh` with the image of a build to its end.
    pub fn deploy(&mut self, build: &'static str) -> Result<Ended> {
        let image = self.image(build)?;
        self.run(&format!("deploy.sh {image}"))
    }

    /// Runs `deploy.sh` with an image that was never pushed.
    pub fn deploy_missing(&self) -> Result<Ended> {
        self.run(&format!("deploy.sh {REGISTRY}/{}:missing", self.service.repository))
    }

    /// Starts `deploy.sh` and does not wait.
    pub fn start_deploy(&mut self, build: &'static str) -> Result<Child> {
        let image = self.image(build)?;
        self.start(&format!("deploy.sh {image}"))
    }

    /// The same, and what it prints can be read while it runs: see [`Self::log`].
    pub fn start_logged_deploy(&mut self, build: &'static str) -> Result<Child> {
        fs::remove_file(self.host().file(LOG)).ok();
        let image = self.image(build)?;
        let prelude = self.prelude.clone();
        self.prelude = format!("{prelude}exec >{LOG} 2>&1\n");
        let started = self.start(&format!("deploy.sh {image}"));
        self.prelude = prelude;
        started
    }

    /// What the logged deploy has printed so far.
    pub fn log(&self) -> String {
        fs::read_to_string(self.host().file(LOG)).unwrap_or_default()
    }

    /// Waits until the logged deploy has said this.
    pub fn await_words(&self, words: &str) -> Result<()> {
        let said = || self.log().contains(words);
        deadline::until_true(words, Duration::from_mins(1), said).with_context(|| self.log())
    }

    /// Starts a script and does not wait.
    pub fn start(&self, script: &str) -> Result<Child> {
        let mut command = self.host().as_user(USER, &self.line(script));
        Ok(command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?)
    }

    /// Runs `rollback.sh` to its end.
    pub fn roll_back(&self) -> Result<Ended> {
        self.run("rollback.sh")
    }

    /// Runs `health-check.sh` to its end.
    pub fn check_health(&self) -> Result<Ended> {
        self.run("health-check.sh")
    }

    /// The status and the build with which the site answers.
    pub fn answer(&self) -> Result<(u16, String)> {
        let at = (self.host().address, 80).into();
        let answer = exchange(at, "GET", self.service.site, "/api/health", "", b"")?;
        Ok((answer.status, answer.build().unwrap_or_default().to_owned()))
    }

    /// The service's containers: name to state and tag of their image.
    pub fn containers(&self) -> Result<BTreeMap<String, (String, String)>> {
        let mut docker = self.host().docker();
        docker.args([
            "ps",
            "--all",
            "--format",
            "{{.Names}} {{.State}} {{or (.Label \"pipewright.image\") .Image}}",
            "--filter",
        ]);
        let list = docker.arg(format!("name=^/{}-", self.service.app)).succeed()?;
        let container = |line: &str| {
            let mut words = line.split(' ');
            let (name, state, image) = (words.next()?, words.next()?, words.next()?);
            Some((name.to_owned(), (state.to_owned(), image.rsplit(':').next()?.to_owned())))
        };
        Ok(list.lines().filter_map(container).collect())
    }

    /// The color that nginx's file names, and only that one.
    pub fn color(&self) -> Result<&'static str> {
        let site = fs::read_to_string(self.host().file(&format!("/etc/nginx/sites-available/{}", self.service.app)))?;
        let named = self.service.ports.map(|port| site.contains(&format!("127.0.0.1:{port};")));
        match named {
            [true, false] => Ok("blue"),
            [false, true] => Ok("green"),
            _ => bail!("nginx's file names blue: {}, green: {}", named[0], named[1]),
        }
    }

    /// The color that nginx's file does not name, and its port.
    pub fn standby(&self) -> Result<(&'static str, u16)> {
        let [blue, green] = self.service.ports;
        Ok(if self.color()? == "blue" { ("green", green) } else { ("blue", blue) })
    }

    /// Waits until a container of that build runs.
    pub fn await_container(&self, build: &str) -> Result<()> {
        deadline::until_true(&format!("a container of {build} runs"), Duration::from_mins(1), || {
            let runs = |(state, tag): &(String, String)| state == "running" && tag == build;
            self.containers().is_ok_and(|all| all.values().any(runs))
        })
    }

    /// The container of a color.
    pub fn container(&self, color: &str) -> String {
        format!("{}-{color}", self.service.app)
    }

    /// The invariants of a build whose image's tag is called as it is: see [`Self::expect_serving`].
    pub fn expect_world(&self, build: &str, previous: Option<&str>) -> Result<()> {
        self.expect_serving(build, build, previous)
    }

    /// The invariants: `build` answers, files, nginx and containers agree, its image has the tag `tagged`, the image tagged
    /// `previous` is kept and does not run, nothing else is left, and nobody else can read what lies in the folder.
    pub fn expect_serving(&self, build: &str, tagged: &str, previous: Option<&str>) -> Result<()> {
        for _ in 0..3 {
            let answer = self.answer()?;
            ensure!(answer == (200, build.to_owned()), "the site answers {answer:?}, not {build}");
        }
        let color = self.color()?;
        let recorded = self.read(".current_env").unwrap_or_default();
        ensure!(recorded == color, ".current_env says {recorded:?}, nginx's file {color}");
        let mut containers = self.containers()?;
        let live = containers.remove(&self.container(color)).unwrap_or_default();
        ensure!(live == ("running".to_owned(), tagged.to_owned()), "the live container is {live:?}");
        let standby = containers.remove(&self.container(if color == "blue" { "green" } else { "blue" }));
        let (state, tag) = standby.unwrap_or_default();
        ensure!(state != "running", "the standby runs");
        if let Some(previous) = previous {
            ensure!(tag == previous, "kept to go back to is {tag:?}, not {previous}");
        }
        ensure!(containers.is_empty(), "left behind: {containers:?}");
        let mut port = self.host().docker();
        let published = port.args(["port", &self.container(color)]).succeed()?;
        ensure!(published.contains(" 127.0.0.1:"), "it is published to others: {published}");
        let mut find = self.host().command("find");
        find.args([self.service.folder, "-type", "f", "-perm", "/077", "-not", "-name", "*.sh"]);
        find.args(["-not", "-name", ".lock", "-printf", "%f %m\n"]);
        let open = find.succeed()?;
        ensure!(open.is_empty(), "others can read: {open}");
        let mut drafts = self.host().command("find");
        drafts.args([self.service.folder, "/etc/nginx", "-name", "*.new", "-o", "-name", "*.staged*"]);
        drafts.args(["-o", "-name", ".environment.plain"]);
        let drafts = drafts.succeed()?;
        ensure!(drafts.is_empty(), "drafts are left: {drafts}");
        Ok(())
    }
}

/// A script that ran to its end.
#[derive(Debug)]
pub struct Ended {
    script: String,
    answer: Answer,
}

impl Ended {
    /// The exit status; 128 and more for a signal.
    pub fn status(&self) -> i32 {
        self.answer.status.code().unwrap_or(128)
    }

    /// What it printed.
    pub fn text(&self) -> String {
        self.answer.text()
    }

    /// It ended with that status.
    pub fn expect(&self, status: i32) -> Result<()> {
        ensure!(
            self.status() == status,
            "{} ended with {}, not {status}:\n{}",
            self.script,
            self.status(),
            self.text()
        );
        Ok(())
    }

    /// It ended with that status and said these words.
    pub fn expect_saying(&self, status: i32, words: &str) -> Result<()> {
        self.expect(status)?;
        ensure!(self.text().contains(words), "{} does not say {words:?}:\n{}", self.script, self.text());
        Ok(())
    }

    /// The last line that it printed.
    pub fn last_line(&self) -> String {
        self.answer.output.lines().next_back().unwrap_or_default().to_owned()
    }
}
