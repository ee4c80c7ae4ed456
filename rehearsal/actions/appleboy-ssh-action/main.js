// Runs a script on a server: variables and script in one command of the login shell.
const { duration, inputs, server } = require(process.env.STAGE_ACTIONS + '/action.js');
const asked = inputs(['host', 'username', 'key', 'port', 'fingerprint', 'envs', 'script', 'command_timeout']);
const quoted = (value) => `'${value.replaceAll("'", `'\\''`)}'`;
const names = asked.envs.split(',').filter((name) => name !== '');
const exported = names.map((name) => `export ${name.toUpperCase()}=${quoted(process.env[name] ?? '')}\n`).join('');
server(asked).command(exported + asked.script, duration(asked.command_timeout || '10m'));
