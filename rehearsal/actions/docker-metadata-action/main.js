// Names an image by its rules.
const { inputs, lines, output, refuse } = require(process.env.STAGE_ACTIONS + '/action.js');
const asked = inputs(['images', 'tags', 'flavor']);
if (asked.flavor !== 'latest=false') refuse(`flavor ${asked.flavor}`);
const sha = process.env.GITHUB_SHA;
const tag = (rule) => {
  const parts = Object.fromEntries(rule.split(',').map((part) => part.split('=')));
  if (parts.type === 'raw') return parts.value;
  const lengths = { short: 7, long: sha.length };
  if (parts.type === 'sha' && parts.format in lengths) return (parts.prefix ?? 'sha-') + sha.slice(0, lengths[parts.format]);
  return refuse(`the rule ${rule}`);
};
const image = asked.images.toLowerCase();
const tags = lines(asked.tags).map(tag);
const source = `${process.env.GITHUB_SERVER_URL}/${process.env.GITHUB_REPOSITORY}`;
output('tags', tags.map((each) => `${image}:${each}`).join('\n'));
output('version', tags[0]);
output('labels', [
  `org.opencontainers.image.source=${source}`,
  `org.opencontainers.image.revision=${sha}`,
  `org.opencontainers.image.version=${tags[0]}`,
].join('\n'));
