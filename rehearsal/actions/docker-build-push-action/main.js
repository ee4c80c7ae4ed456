// Builds an image with the real Engine and pushes it.
const { inputs, lines, output, record, refuse, run } = require(process.env.STAGE_ACTIONS + '/action.js');
const asked = inputs(
  ['context', 'file', 'push', 'target', 'platforms', 'tags', 'labels', 'build-args', 'cache-from', 'cache-to']);
if (!['', 'linux/amd64'].includes(asked.platforms)) refuse(`the platform ${asked.platforms}`);
record('build', { from: asked['cache-from'], to: asked['cache-to'], platforms: asked.platforms });
const each = (option, text) => lines(text).flatMap((line) => [option, line]);
const identity = `${process.env.RUNNER_TEMP}/image`;
run('docker', [
  'build', '--iidfile', identity, '--file', asked.file,
  ...(asked.target ? ['--target', asked.target] : []),
  ...each('--tag', asked.tags), ...each('--label', asked.labels), ...each('--build-arg', asked['build-args']),
  asked.context,
]);
output('imageid', require('fs').readFileSync(identity, 'utf8').trim());
if (asked.push === 'true') {
  let digest = '';
  for (const tag of lines(asked.tags)) {
    const said = run('docker', ['push', tag], { quiet: true });
    digest = said.match(/digest: (sha256:[0-9a-f]+)/)?.[1] ?? digest;
  }
  output('digest', digest);
}
