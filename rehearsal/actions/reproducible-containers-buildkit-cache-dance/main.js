// Checks what it is told to carry.
const { inputs, record } = require(process.env.STAGE_ACTIONS + '/action.js');
const asked = inputs(['cache-map', 'builder', 'skip-extraction']);
record('dance', { map: JSON.parse(asked['cache-map']), builder: asked.builder, skip: asked['skip-extraction'] });
