// Restores a folder from the stage's cache.
const { inputs, lines, output, run } = require(process.env.STAGE_ACTIONS + '/action.js');
const fs = require('fs');
const asked = inputs(['path', 'key', 'restore-keys']);
const store = process.env.STAGE_CACHE;
fs.mkdirSync(store, { recursive: true });
const names = fs.readdirSync(store).map((name) => decodeURIComponent(name));
const found = [asked.key, ...lines(asked['restore-keys'])].map((key) => names.find((name) => name.startsWith(key))).find(Boolean);
if (found) run('tar', ['-xf', `${store}/${encodeURIComponent(found)}`]);
console.log(found ? `restored ${found}` : 'nothing is cached yet');
output('cache-hit', String(found === asked.key));
