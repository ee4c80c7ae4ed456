// Copies files to a server in one archive.
const { duration, inputs, run, server } = require(process.env.STAGE_ACTIONS + '/action.js');
const asked = inputs(['host', 'username', 'key', 'port', 'fingerprint', 'source', 'target', 'strip_components', 'tar_tmp_path']);
const name = `${require('crypto').randomBytes(5).toString('hex')}.tar.gz`;
const archive = `${process.env.RUNNER_TEMP}/${name}`;
const arrived = (asked.tar_tmp_path || '/tmp/') + name;
run('tar', ['-czf', archive, ...asked.source.split(',').map((file) => file.trim())]);
const to = server(asked);
const limit = duration('10m');
to.copy(archive, arrived, limit);
to.command(`mkdir -p ${asked.target}`, limit);
to.command(`tar -zxf ${arrived} --strip-components=${asked.strip_components || 0} --overwrite -C ${asked.target}`, limit);
to.command(`rm -rf ${arrived}`, limit);
