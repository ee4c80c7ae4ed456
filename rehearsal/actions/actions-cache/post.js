// Saves the folder under its key.
const fs = require('fs');
const { run } = require(process.env.STAGE_ACTIONS + '/action.js');
const file = `${process.env.STAGE_CACHE}/${encodeURIComponent(process.env.INPUT_KEY)}`;
if (fs.existsSync(process.env.INPUT_PATH) && !fs.existsSync(file)) run('tar', ['-cf', file, process.env.INPUT_PATH]);
