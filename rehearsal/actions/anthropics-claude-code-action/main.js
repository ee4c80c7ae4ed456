// Writes down what it was given.
const { inputs, record } = require(process.env.STAGE_ACTIONS + '/action.js');
record('claude', { ...inputs(['claude_code_oauth_token', 'github_token', 'trigger_phrase', 'claude_args']), event: process.env.GITHUB_EVENT_NAME });
