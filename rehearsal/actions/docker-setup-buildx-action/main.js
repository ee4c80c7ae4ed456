// Names a builder.
const { inputs, output } = require(process.env.STAGE_ACTIONS + '/action.js');
inputs([]);
output('name', 'stage-builder');
