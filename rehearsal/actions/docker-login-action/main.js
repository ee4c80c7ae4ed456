// Logs in to a registry, for this run alone.
const { inputs, run } = require(process.env.STAGE_ACTIONS + '/action.js');
const { registry, username, password } = inputs(['registry', 'username', 'password']);
run('docker', ['login', registry, '--username', username, '--password-stdin'], { input: password });
