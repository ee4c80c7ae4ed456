// What the stand-ins of GitHub's actions have in common: inputs, outputs, and a server over SSH.
const { spawnSync } = require('child_process');
const fs = require('fs');

const refuse = (what) => {
  console.log(`::error::the stand-in of ${process.env.GITHUB_ACTION_REPOSITORY} does not know ${what}`);
  process.exit(1);
};

// What the real actions declare.
const declared = JSON.parse(fs.readFileSync(`${process.env.STAGE_ACTIONS}/../../crates/actions/tests/facts/actions.json`, 'utf8'));

// The inputs by name; one that is not among the known ones is refused, and so is one that the real action lacks or misses.
const inputs = (known) => {
  const real = declared[process.env.GITHUB_ACTION_REPOSITORY] ?? refuse('itself among the actions');
  for (const name of known) if (!(name in real.inputs)) refuse(`the input ${name}, which the real action lacks`);
  for (const [name, { required, default: preset }] of Object.entries(real.inputs)) {
    if (required && preset === undefined && !process.env[`INPUT_${name.toUpperCase()}`]) refuse(`how to do without ${name}`);
  }
  const given = Object.keys(process.env).filter((name) => name.startsWith('INPUT_'));
  for (const name of given) {
    if (!known.some((one) => `INPUT_${one.toUpperCase()}` === name)) refuse(`the input ${name.slice(6).toLowerCase()}`);
  }
  return Object.fromEntries(known.map((name) => [name, process.env[`INPUT_${name.toUpperCase()}`] ?? '']));
};

const lines = (text) => text.split('\n').map((line) => line.trim()).filter((line) => line !== '');

const add = (file, name, value) => fs.appendFileSync(file, `${name}<<END_OF_VALUE\n${value}\nEND_OF_VALUE\n`);
const output = (name, value) => add(process.env.GITHUB_OUTPUT, name, value);
const variable = (name, value) => add(process.env.GITHUB_ENV, name, value);

// Writes down what a scenario asks about later.
const record = (name, what) => fs.appendFileSync(`${process.env.STAGE_RECORDS}/${name}.json`, `${JSON.stringify(what)}\n`);

// Runs a program to its end; its failure is the action's.
const run = (program, words, { input, limit, quiet } = {}) => {
  const stdio = [input === undefined ? 'ignore' : 'pipe', quiet ? 'pipe' : 'inherit', 'inherit'];
  const ended = spawnSync(program, words, { input, stdio, timeout: limit, killSignal: 'SIGKILL' });
  if (ended.error?.code === 'ETIMEDOUT') {
    console.log('::error::Run Command Timeout');
    process.exit(1);
  } else if (ended.status !== 0) {
    console.log(`::error::${program} ended with ${ended.status ?? ended.signal}`);
    process.exit(1);
  }
  return ended.stdout?.toString() ?? '';
};

// `90s`, `10m`, `1h` in milliseconds.
const duration = (text) => {
  const [, number, unit] = text.match(/^(\d+)([smh])$/) ?? refuse(`the duration ${text}`);
  return number * { s: 1000, m: 60_000, h: 3_600_000 }[unit];
};

// The host's key as a file of known hosts, if it has this fingerprint; else it ends as the real actions do. The stage's hosts
// have keys of one kind.
const pinned = ({ host, port, fingerprint }, file) => {
  const keys = lines(run('ssh-keyscan', ['-t', 'ed25519', '-p', port || '22', host], { quiet: true })).filter((line) => !line.startsWith('#'));
  const print = (line) => run('ssh-keygen', ['-lf', '-'], { input: line, quiet: true }).split(' ')[1];
  const right = keys.filter((line) => print(line) === fingerprint);
  if (right.length === 0) {
    console.log('::error::ssh: handshake failed: ssh: host key fingerprint mismatch');
    process.exit(1);
  }
  fs.writeFileSync(file, right.map((line) => `${line}\n`).join(''));
  process.on('exit', () => fs.rmSync(file, { force: true }));
  return ['-o', 'StrictHostKeyChecking=yes', '-o', `UserKnownHostsFile=${file}`];
};

// A server as the SSH actions reach it: by key alone; whatever its host key is, unless a fingerprint names it.
const server = ({ host, username, key, port, fingerprint }) => {
  const file = `${process.env.RUNNER_TEMP}/key-${process.pid}`;
  fs.writeFileSync(file, key.endsWith('\n') ? key : `${key}\n`, { mode: 0o600 });
  process.on('exit', () => fs.rmSync(file, { force: true }));
  const options = [
    '-i', file, '-o', 'BatchMode=yes', '-o', 'IdentitiesOnly=yes', '-o', 'LogLevel=ERROR', '-o', 'ConnectTimeout=30',
    ...(fingerprint
      ? pinned({ host, port, fingerprint }, `${process.env.RUNNER_TEMP}/known-${process.pid}`)
      : ['-o', 'StrictHostKeyChecking=no', '-o', 'UserKnownHostsFile=/dev/null']),
  ];
  return {
    command: (text, limit) => run('ssh', [...options, '-p', port || '22', `${username}@${host}`, text], { limit }),
    // Without a terminal it shows no progress; `-q` would hide why it fails.
    copy: (from, to, limit) => run('scp', [...options, '-P', port || '22', from, `${username}@${host}:${to}`], { limit, quiet: true }),
  };
};

module.exports = { duration, inputs, lines, output, record, refuse, run, server, variable };
